"""The style guide's sections, in the order in which a page is built."""

from django.http import HttpRequest

from core.ui.styleguide import form_parts, paper_parts, register_parts, small_parts
from core.ui.styleguide.specimen import Specimen


def specimens(request: HttpRequest) -> list[Specimen]:
    """Every component in all its states."""
    return [
        *small_parts.specimens(),
        *form_parts.specimens(),
        *register_parts.specimens(request),
        *paper_parts.specimens(),
    ]
