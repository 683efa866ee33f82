"""A part of a page with its own small head, and what stands in it."""

from dataclasses import dataclass
from typing import ClassVar

from core.ui.components.base import Component, Text
from core.ui.components.buttons import Button
from core.ui.components.facts import Figures
from core.ui.components.tables import Table


@dataclass(frozen=True, slots=True)
class Panel(Component):
    """A titled box of components, one under the other; ``acts`` stand at its head.

    A page that is nothing but a head and such boxes is drawn by ``ui/stacked.html`` from
    ``title``, ``head`` and ``parts``.
    """

    template: ClassVar[str] = "ui/components/panel.html"

    title: Text
    parts: tuple[Component, ...]
    id: str = ""
    note: Text = ""
    acts: tuple[Button, ...] = ()

    @property
    def flush(self) -> bool:
        """Whether everything in it reaches to its edges: a box within a box says nothing."""
        return not self.note and all(isinstance(part, Table | Figures) for part in self.parts)
