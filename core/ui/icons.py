"""Pictures beside words: heroicons as inline SVG, hidden from screen readers."""

from functools import cache
from typing import Literal

import heroicons
from django.utils.safestring import SafeString, mark_safe

IconStyle = Literal["outline", "solid", "mini", "micro"]


@cache
def icon(name: str, size: int = 20, style: IconStyle = "outline") -> SafeString:
    """The heroicon ``name``; '' for an empty name. An unknown name raises."""
    if not name:
        return SafeString("")
    attributes: dict[str, object] = {"aria-hidden": "true", "class": "icon", "focusable": "false"}
    # The package offers its renderer to template engines only, under this private name.
    svg = heroicons._render_icon(style, name, size, attributes)  # noqa: SLF001
    return mark_safe(svg)  # noqa: S308  (drawings of the package, no input of ours)
