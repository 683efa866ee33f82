"""The office's paper forms (发文稿纸, 收文处理单, 呈批件) as they are printed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from core.ui.components.base import Component, Text
from core.ui.components.tables import shown


@dataclass(frozen=True, slots=True)
class Opinion(Component):
    """What someone wrote on the paper, with name and time under it."""

    template: ClassVar[str] = "ui/components/opinion.html"

    text: Text
    name: Text
    at: datetime | None
    title: Text = ""


@dataclass(frozen=True, slots=True)
class PaperCell:
    """A labelled cell. ``span`` counts twelfths of the sheet's width, label included.

    ``rows`` is the least height in lines; ``tall`` stands the label upright beside a field of
    opinions (领导批示). The value may be opinions.
    """

    label: Text
    value: Any = ""
    span: int = 12
    rows: int = 1
    tall: bool = False

    @property
    def values(self) -> list[Any]:
        """One value or several, as the office writes them."""
        parts = self.value if isinstance(self.value, (list, tuple)) else [self.value]
        return [shown(part) for part in parts]


@dataclass(frozen=True, slots=True)
class Paper(Component):
    """A sheet with the thin red grid: organ, name of the form, rows of labelled cells."""

    template: ClassVar[str] = "ui/components/paper.html"

    organ: Text
    title: Text
    rows: tuple[tuple[PaperCell, ...], ...]
    number: Text = ""
    foot: Text = ""
