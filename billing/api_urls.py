"""Addresses of the API of a unit's own fees, after ``/api/v1/u/<code>/fees/``."""

from django.urls import path

from billing import api

app_name = "unit_fees"

urlpatterns = [path("", api.OwnFees.as_view(), name="fees")]
