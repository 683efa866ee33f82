"""Addresses of the city: log-in, consoles, static pages. Units have ``unit_urls``."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
