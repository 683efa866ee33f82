"""What a module may place on a page of the host: the answers to the ``ask`` hooks.

Each is a plain value. A piece of page (``WorkbenchCard``, ``Panel``) names one of the
module's own templates; the host renders it inside its own fence, so that a template that
fails costs only its own piece.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One line of the menu; shown only to people who hold ``permission``.

    ``url_name`` is one of the module's own, such as ``meeting_rooms:calendar``. ``icon``
    is a Heroicons name; ``group`` the heading it stands under; ``badge`` a count or None.
    """

    title: str | Promise
    url_name: str
    permission: str
    icon: str = "squares-2x2"
    group: str | Promise = ""
    badge: int | None = None
    order: int = 100


@dataclass(frozen=True, slots=True)
class WorkbenchCard:
    """A card on the person's workbench, drawn by one of the module's own templates."""

    title: str | Promise
    template: str
    context: Mapping[str, object] = field(default_factory=dict)
    order: int = 100


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel beside what the page is about, drawn by one of the module's own templates."""

    title: str | Promise
    template: str
    context: Mapping[str, object] = field(default_factory=dict)
    order: int = 100


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """A further column of a register.

    ``cells`` gets the keys of all rows on the page at once and gives the text of those
    it knows; a row it does not know stays empty.
    """

    code: str
    title: str | Promise
    cells: Callable[[Sequence[UUID]], Mapping[UUID, str]]
    order: int = 100


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One hit of the search over everything; ``url`` is a path inside the unit."""

    title: str
    url: str
    snippet: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TodayItem:
    """Something of a person's day: a meeting, an outing, a deadline.

    ``kind`` names what it is, in one word; ``url`` is a path inside the unit. Without
    ``starts_at`` it lasts all day.
    """

    title: str
    url: str
    kind: str | Promise
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class UrgentBanner:
    """A line over every page that stays until its cause is gone; ``act`` names the way out."""

    text: str | Promise
    url: str
    act: str | Promise
