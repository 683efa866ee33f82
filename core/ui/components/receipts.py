"""Who has signed for a document, and who has not."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from core.ui.components.base import Component, Text
from core.ui.components.buttons import Button


@dataclass(frozen=True, slots=True)
class ReceiptCell:
    """One recipient. ``held`` = waits at a suspended unit, ``returned`` = sent back."""

    unit: Text
    state: Literal["signed", "waiting", "late", "held", "returned"]
    by: Text = ""
    at: datetime | None = None
    note: Text = ""


@dataclass(frozen=True, slots=True)
class ReceiptGroup:
    """The recipients of one level or area; shown with its own n/m."""

    title: Text
    cells: tuple[ReceiptCell, ...]

    @property
    def signed(self) -> int:
        """How many have signed."""
        return sum(cell.state == "signed" for cell in self.cells)

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.cells)

    @property
    def ordered(self) -> list[ReceiptCell]:
        """Those who have not signed come first."""
        return sorted(self.cells, key=lambda cell: cell.state == "signed")


@dataclass(frozen=True, slots=True)
class ReceiptMatrix(Component):
    """n of m signed, by groups, unsigned first; ``acts`` such as 催签 and export beside it."""

    template: ClassVar[str] = "ui/components/receipt_matrix.html"

    label: Text
    groups: tuple[ReceiptGroup, ...]
    acts: tuple[Button, ...] = ()

    @property
    def signed(self) -> int:
        """How many have signed, of all groups."""
        return sum(group.signed for group in self.groups)

    @property
    def total(self) -> int:
        """How many there are, in all groups."""
        return sum(group.total for group in self.groups)
