"""Addresses of the API of all fees, under ``/api/v1/fees/``."""

from django.urls import path

from billing import api

app_name = "fees_api"

urlpatterns = [path("", api.AllFees.as_view(), name="statement")]
