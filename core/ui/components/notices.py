"""What the page has to say: notices, empty places, waiting places."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from core.ui.components.base import Component, Text
from core.ui.components.buttons import Button

NoticeKind = Literal["info", "good", "warn", "bad"]
ICONS: dict[str, str] = {
    "info": "information-circle",
    "good": "check-circle",
    "warn": "exclamation-triangle",
    "bad": "x-circle",
}


@dataclass(frozen=True, slots=True)
class Notice(Component):
    """Something to know here. ``alert`` is read out at once; ``act`` is the way out."""

    template: ClassVar[str] = "ui/components/notice.html"

    text: Text
    kind: NoticeKind = "info"
    title: Text = ""
    act: Button | None = None
    alert: bool = False

    @property
    def icon(self) -> str:
        """The picture of its kind."""
        return ICONS[self.kind]


@dataclass(frozen=True, slots=True)
class EmptyState(Component):
    """A place without content: why it is empty, and what to do."""

    template: ClassVar[str] = "ui/components/empty_state.html"

    why: Text
    what_to_do: Text = ""
    act: Button | None = None
    icon: str = "inbox"


@dataclass(frozen=True, slots=True)
class Skeleton(Component):
    """Grey lines while a part of the page is on its way."""

    template: ClassVar[str] = "ui/components/skeleton.html"

    lines: int = 3

    @property
    def each(self) -> range:
        """One item a line."""
        return range(self.lines)
