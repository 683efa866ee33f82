"""Template context of every page: the frame and how this person likes to read."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from core.ui.frame import frame_of

#: Cookies that remember how someone likes to read, and the values each may have.
PREFERENCES: dict[str, tuple[str, ...]] = {
    "type": ("normal", "large"),
    "contrast": ("normal", "high"),
    "rail": ("wide", "narrow"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """How a page is set for this reader; kept in cookies, so that it holds before log-in too."""

    type: str = "normal"
    contrast: str = "normal"
    rail: str = "wide"


def reading_of(request: HttpRequest) -> Reading:
    """The reader's preferences; an unknown value in a cookie counts as none."""
    kept = {name: request.COOKIES.get(f"ui_{name}") for name in PREFERENCES}
    return Reading(**{name: value for name, value in kept.items() if value in PREFERENCES[name]})


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``frame`` (asked for only by pages that show it) and ``reading``."""
    return {
        "frame": SimpleLazyObject(lambda: frame_of(request)),
        "reading": reading_of(request),
    }
