"""What the document says of itself; read before Django is set up."""

from typing import Any

from core.modules.version import CORE_VERSION

ABOUT = """\
Everything that the pages of CityDesk do, for programs. A unit's matters stand under
`/api/v1/u/{code}/`, the city's own under `/api/v1/`. Errors are `application/problem+json`
with a stable `code`. What is not a unit's is answered 404, like what never was. How to get a
token, and how lists, writes and limits work: docs/api.md.
"""


def document_settings() -> dict[str, Any]:
    """drf-spectacular's settings."""
    return {
        "TITLE": "CityDesk 城市协同办公平台",
        "DESCRIPTION": ABOUT,
        "VERSION": str(CORE_VERSION),
        "DEFAULT_GENERATOR_CLASS": "core.api.schema.generator.DocumentGenerator",
        "OAS_VERSION": "3.1.0",
        "COMPONENT_SPLIT_REQUEST": True,
        "POSTPROCESSING_HOOKS": [],  # choices stand where they are used
        "SERVE_INCLUDE_SCHEMA": False,
    }
