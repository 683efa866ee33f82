"""How a page begins: where one is, what it is, what one may do; and its tabs."""

from dataclasses import dataclass
from typing import ClassVar

from core.ui.components.base import Component, Text
from core.ui.components.buttons import Button


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way back."""

    title: Text
    url: str = ""


@dataclass(frozen=True, slots=True)
class PageHead(Component):
    """Title, way back and acts of a page. The first primary act is fixed on a phone."""

    template: ClassVar[str] = "ui/components/page_head.html"

    title: Text
    crumbs: tuple[Crumb, ...] = ()
    acts: tuple[Button, ...] = ()
    note: Text = ""
    marks: tuple[Component, ...] = ()


@dataclass(frozen=True, slots=True)
class TabLine:
    """One tab of a page; ``count`` None = no number."""

    title: Text
    url: str
    count: int | None = None
    current: bool = False


@dataclass(frozen=True, slots=True)
class Tabs(Component):
    """The boxes of a page (待办 12 · 待阅 3), as links."""

    template: ClassVar[str] = "ui/components/tabs.html"

    label: Text
    tabs: tuple[TabLine, ...]
