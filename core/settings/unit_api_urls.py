"""Addresses of the API inside a unit, after ``/api/v1/u/<code>/`` (``core.web.scope``)."""

from django.urls import URLPattern, URLResolver, include, path

from core.modules.urls import unit_api_urlpatterns

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("core.api.unit_api_urls")),
    path("people/", include("core.people.api_urls")),
    path("modules/", include("installer.api_urls")),
    path("fees/", include("billing.api_urls")),
    *unit_api_urlpatterns(),
]

handler400 = "core.ui.problems.bad_request"
handler403 = "core.ui.problems.forbidden"
handler404 = "core.ui.problems.not_found"
handler500 = "core.ui.problems.server_error"
