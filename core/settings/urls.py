"""Addresses of the city: log-in, consoles, static pages. Units have ``unit_urls``."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("core.identity.urls")),
    path("", include("core.workbench.city_urls")),
    path("", include("core.notices.urls")),
    path("city/notices/", include("core.notices.city_urls")),
    path("", include("core.ui.urls")),
    path("", include("core.oversight.urls")),
    path("city/fees/", include("billing.city_urls")),
    path("city/", include("installer.console.urls")),
    path("account/tokens/", include("core.api.page_urls")),
    path("api/", include("core.api.urls")),
    path("api/v1/", include("core.api.city_api_urls")),
    path("api/v1/units/", include("installer.city_api_urls")),
    path("api/v1/fees/", include("billing.city_api_urls")),
]

handler400 = "core.ui.problems.bad_request"
handler403 = "core.ui.problems.forbidden"
handler404 = "core.ui.problems.not_found"
handler500 = "core.ui.problems.server_error"
