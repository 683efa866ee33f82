"""One entry of the style guide."""

from dataclasses import dataclass
from typing import Literal

from core.ui.components.base import Component, Text


@dataclass(frozen=True, slots=True)
class Specimen:
    """A component in its states, and the line that makes it.

    ``layout``: one under the other, in a row, or in a column as wide as a phone.
    """

    id: str
    title: Text
    use: str
    parts: tuple[Component, ...]
    layout: Literal["stack", "row", "phone"] = "stack"
