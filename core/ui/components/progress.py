"""Work that takes a while: how far it is, how fast, how long still."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from core.ui.components.base import Component, Text


@dataclass(frozen=True, slots=True)
class Progress(Component):
    """A bar of ``done`` out of ``total``.

    While ``poll_url`` is set it asks there ``every`` so often for its next state (a rendered
    ``Progress``); the one without has ended.
    """

    template: ClassVar[str] = "ui/components/progress.html"

    id: str
    label: Text
    done: int
    total: int
    state: Literal["running", "good", "bad"] = "running"
    note: Text = ""
    poll_url: str = ""
    every: str = "2s"

    @property
    def percent(self) -> int:
        """Whole per cent; 100 only when all is done."""
        return self.done * 100 // self.total if self.total else 0


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line of a checklist, and how it stands."""

    text: Text
    state: Literal["done", "now", "next", "bad", "skipped"] = "next"
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Checklist(Component):
    """What will be, is being or was done, line by line (an installation, an onboarding)."""

    template: ClassVar[str] = "ui/components/checklist.html"

    lines: tuple[CheckLine, ...]
