"""Addresses of a unit's own fees, under ``/u/<code>/fees/``."""

from django.urls import path

from billing import views

app_name = "unit_fees"

urlpatterns = [path("", views.unit_fees, name="fees")]
