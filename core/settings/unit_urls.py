"""Addresses inside a unit, after ``/u/<code>/`` (``core.web.scope``)."""

from django.urls import URLPattern, URLResolver

from core.modules.urls import unit_urlpatterns

urlpatterns: list[URLPattern | URLResolver] = [*unit_urlpatterns()]
