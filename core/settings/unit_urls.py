"""Addresses inside a unit, after ``/u/<code>/`` (``core.web.scope``)."""

from django.urls import URLPattern, URLResolver, include, path

from core.modules.urls import unit_urlpatterns

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("core.workbench.urls")),
    path("unit/", include("core.modules.unit_urls")),
    path("people/", include("core.people.urls")),
    path("notices/", include("core.notices.unit_urls")),
    path("transfers/", include("core.transfers.urls")),
    path("search/", include("core.modules.search_urls")),
    path("modules/", include("installer.modules.urls")),
    path("fees/", include("billing.urls")),
    path("trail/", include("installer.trail.unit_urls")),
    *unit_urlpatterns(),
]

handler400 = "core.ui.problems.bad_request"
handler403 = "core.ui.problems.forbidden"
handler404 = "core.ui.problems.not_found"
handler500 = "core.ui.problems.server_error"
