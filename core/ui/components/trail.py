"""The trail of a paper: who had it, when, what they wrote."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from core.ui.components.base import Component, Text


@dataclass(frozen=True, slots=True)
class TrailStep:
    """One step: done, current, expected next, or sent back. ``via`` = PC, phone, deputy."""

    title: Text
    who: Text = ""
    state: Literal["done", "now", "next", "back"] = "done"
    opinion: Text = ""
    arrived_at: datetime | None = None
    read_at: datetime | None = None
    acted_at: datetime | None = None
    took: Text = ""
    via: Text = ""


@dataclass(frozen=True, slots=True)
class Trail(Component):
    """The steps from first to last, as a line of dots beside the paper."""

    template: ClassVar[str] = "ui/components/trail.html"

    label: Text
    steps: tuple[TrailStep, ...]


@dataclass(frozen=True, slots=True)
class TrailTable(Component):
    """The same steps as the table 签核历程, every time in its column; prints on A4."""

    template: ClassVar[str] = "ui/components/trail_table.html"

    label: Text
    steps: tuple[TrailStep, ...]
