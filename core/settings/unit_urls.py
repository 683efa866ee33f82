"""Addresses inside a unit, after ``/u/<code>/`` (``core.web.scope``)."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
