"""The document of this process, made once."""

from functools import cache
from typing import Any

from django.utils import translation

from core.api.schema.generator import DocumentGenerator


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document; the addresses of a process do not change."""
    # It is for programs and their authors: one text, whoever asks first.
    with translation.override("en"):
        return DocumentGenerator().get_schema()
