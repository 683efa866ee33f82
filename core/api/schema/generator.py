"""The whole document: the city's addresses and those of a unit, in one.

Inside a unit the middleware takes ``/api/v1/u/<code>`` off the address before it is looked
up (``core.web.scope``); here it is put before the unit's table again.
"""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.urls import include, path
from drf_spectacular.generators import SchemaGenerator


class DocumentGenerator(SchemaGenerator):
    """Reads the tables of addresses when the document is made: modules are known by then."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["patterns"] = kwargs.get("patterns") or _addresses()
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]

    def get_schema(self, *_request: Any, **_who: Any) -> dict[str, Any]:
        """The document; the same for everybody who may read it."""
        document: dict[str, Any] = super().get_schema(None, public=True)  # type: ignore[no-untyped-call]
        schemes = document.setdefault("components", {}).setdefault("securitySchemes", {})
        schemes |= security_schemes()
        return document


def security_schemes() -> dict[str, Any]:
    """The two ways to say who asks."""
    return {
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": settings.SESSION_COOKIE_NAME,
            "description": "A browser's session; writes carry the CSRF token of the session.",
        },
        "token": {
            "type": "http",
            "scheme": "bearer",
            "description": "A token of a person or an application; shown once when it is made.",
        },
    }


def _addresses() -> list[Any]:
    city = import_module("core.settings.urls").urlpatterns
    unit = import_module("core.settings.unit_api_urls").urlpatterns
    own = [entry for entry in city if str(entry.pattern).startswith("api/v1/")]
    return [*own, path("api/v1/u/<slug:code>/", include((unit, "unit_api")))]
