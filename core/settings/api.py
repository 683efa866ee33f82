"""REST framework's settings. It works without django.contrib.auth: no user model, no groups."""

from typing import Any


def rest_framework() -> dict[str, Any]:
    """The settings. A view that is not built on ``core.api`` has the same locks."""
    return {
        # Django's AnonymousUser would pull in the tables of django.contrib.auth.
        "UNAUTHENTICATED_USER": None,
        "UNAUTHENTICATED_TOKEN": None,
        "DEFAULT_AUTHENTICATION_CLASSES": [
            "core.api.authentication.TokenAccount",
            "core.api.authentication.SessionAccount",
        ],
        "DEFAULT_PERMISSION_CLASSES": ["core.api.access.DeclaredAccess"],
        "DEFAULT_THROTTLE_CLASSES": ["core.api.throttling.FairShare"],
        "EXCEPTION_HANDLER": "core.api.problems.answer_problem",
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
        "DEFAULT_SCHEMA_CLASS": "core.api.schema.auto.DeclaredSchema",
        # No OPTIONS: what an address takes stands in the document, for all of them at once.
        "DEFAULT_METADATA_CLASS": None,
        "URL_FORMAT_OVERRIDE": None,
        "TEST_REQUEST_DEFAULT_FORMAT": "json",
    }
