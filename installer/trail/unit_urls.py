"""Addresses of a unit's own trail, under ``/u/<code>/trail/``."""

from django.urls import path

from installer.trail import unit

app_name = "unit_trail"

urlpatterns = [
    path("", unit.listing, name="list"),
    path("object/", unit.one_object, name="object"),
]
