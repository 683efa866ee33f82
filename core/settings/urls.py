"""Addresses of the city: log-in, consoles, static pages. Units have ``unit_urls``."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("core.identity.urls")),
    path("", include("core.ui.urls")),
]
