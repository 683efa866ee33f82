"""What stands round every page: bar, rail, tabs, banners, and who fills them.

Other parts register a source in their ``AppConfig.ready``::

    from core.ui import frame
    frame.menu_sources.append(lines_of_modules)

A source is called once for each page that shows the frame, inside the page's own
transaction, and only for someone who is logged in.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TypeVar

from django.http import HttpRequest

from core.context import UnitRef
from core.contracts.people import Person
from core.ui.components.base import Text

__all__ = [
    "Banner", "Frame", "MenuGroup", "MenuLine", "Tab", "UnitLine",
    "Watch",
    "banner_sources", "console_sources", "menu_sources", "person_sources",
    "search_sources", "tab_sources", "unit_sources",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class MenuLine:
    """One line of the rail, of the person's menu or of the consoles.

    Lines of the same ``group`` stand together, groups in the order of their first line;
    lines are sorted by ``position``, then as they came. ``post`` is for acts; ``leaves``
    marks the one that logs out: it clears what this browser keeps of the person.
    """

    title: Text
    url: str
    icon: str = ""
    badge: int = 0
    current: bool = False
    group: Text = ""
    position: int = 100
    post: bool = False
    leaves: bool = False


@dataclass(frozen=True, slots=True)
class MenuGroup:
    """Lines of the rail under one small title."""

    title: Text
    lines: tuple[MenuLine, ...]


@dataclass(frozen=True, slots=True)
class Watch:
    """How a page keeps a number current: where it asks, where it is told, what it shows there."""

    state_url: str
    live: str = ""
    token: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the phone's bottom tabs, by ``position``: 待办 10, 消息 20 (NOTICES), 通讯录 40."""

    title: Text
    url: str
    icon: str
    position: int
    badge: int = 0
    current: bool = False
    watch: Watch | None = None


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit of the switcher, with what waits for the person there."""

    unit: UnitRef
    url: str
    waiting: int = 0
    current: bool = False


@dataclass(frozen=True, slots=True)
class Banner:
    """A line over the page that stays until its cause is gone (urgent notice, demonstration)."""

    text: Text
    kind: str = "info"
    url: str = ""
    act: Text = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything the frame shows; empty for someone who is not logged in."""

    person: Person | None = None
    unit: UnitRef | None = None
    units: tuple[UnitLine, ...] = ()
    menu: tuple[MenuGroup, ...] = ()
    tabs: tuple[Tab, ...] = ()
    banners: tuple[Banner, ...] = ()
    consoles: tuple[MenuLine, ...] = ()
    person_menu: tuple[MenuLine, ...] = ()
    search_url: str = ""
    notices: Tab | None = field(default=None)

    @property
    def lines(self) -> tuple[MenuLine, ...]:
        """All lines of the rail, without their groups."""
        return tuple(line for group in self.menu for line in group.lines)


#: Who fills what. Each list is appended to in ``AppConfig.ready``.
menu_sources: list[Callable[[Person], Iterable[MenuLine]]] = []
console_sources: list[Callable[[Person], Iterable[MenuLine]]] = []
person_sources: list[Callable[[Person], Iterable[MenuLine]]] = []
tab_sources: list[Callable[[Person], Iterable[Tab]]] = []
unit_sources: list[Callable[[Person], Iterable[UnitLine]]] = []
banner_sources: list[Callable[[Person], Iterable[Banner]]] = []
#: Each may answer the address of the search page ('' = none); the first answer is taken.
search_sources: list[Callable[[Person], str]] = []

#: The tab that is also the bell in the bar of a PC.
NOTICES = 20

T = TypeVar("T")


def frame_of(request: HttpRequest) -> Frame:
    """The frame of this request's page."""
    person: Person | None = getattr(request, "person", None)
    if person is None:
        return Frame()
    tabs = _tabs(person, request.path)
    return Frame(
        person=person,
        unit=person.unit,
        units=_units(person),
        menu=_menu(person, request.path),
        tabs=tabs,
        banners=tuple(_asked(banner_sources, person)),
        consoles=_lines(console_sources, person, request.path),
        person_menu=_lines(person_sources, person, request.path),
        search_url=next((url for source in search_sources if (url := source(person))), ""),
        notices=next((tab for tab in tabs if tab.position == NOTICES), None),
    )


def _asked(sources: list[Callable[[Person], Iterable[T]]], person: Person) -> list[T]:
    return [item for source in sources for item in source(person)]


def _menu(person: Person, path: str) -> tuple[MenuGroup, ...]:
    lines = _lines(menu_sources, person, path)
    order = list(dict.fromkeys(str(line.group) for line in lines))
    grouped = sorted(lines, key=lambda line: order.index(str(line.group)))
    return tuple(
        MenuGroup(title, tuple(members))
        for title, members in groupby(grouped, key=lambda line: str(line.group))
    )


def _lines(
    sources: list[Callable[[Person], Iterable[MenuLine]]], person: Person, path: str
) -> tuple[MenuLine, ...]:
    lines = sorted(_asked(sources, person), key=lambda line: line.position)
    here = _best([line.url for line in lines], path)
    return tuple(replace(line, current=line.current or line.url == here) for line in lines)


def _tabs(person: Person, path: str) -> tuple[Tab, ...]:
    tabs = sorted(_asked(tab_sources, person), key=lambda tab: tab.position)
    here = _best([tab.url for tab in tabs], path)
    return tuple(replace(tab, current=tab.current or tab.url == here) for tab in tabs)


def _units(person: Person) -> tuple[UnitLine, ...]:
    here = person.unit.id if person.unit else None
    lines = _asked(unit_sources, person)
    return tuple(replace(line, current=line.unit.id == here) for line in lines)


def _best(urls: list[str], path: str) -> str | None:
    """The longest address that ``path`` stands under, so that one line is current, not three."""
    above = [url for url in urls if url and path.startswith(url)]
    return max(above, key=len, default=None)
