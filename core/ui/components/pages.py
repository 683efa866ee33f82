"""Paging through long lists without counting what came before.

``keyset_page`` reads the rows after (or before) a cursor (``core.db.keyset``), so that page
500 of a register is as quick as page 1; a jump to a page by its number counts rows and is
for registers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from core.db.keyset import CursorUnfit, KeysetPage, read_page
from core.ui.components.base import Component, Text
from core.ui.components.lists import AFTER, BEFORE, NUMBER, PAGE, ListState

PAGES = gettext_lazy("翻页")


@dataclass(frozen=True, slots=True)
class Pagination(Component):
    """Previous and next; with ``pages`` also a jump to a page by its number."""

    template: ClassVar[str] = "ui/components/pagination.html"

    previous: str = ""
    next: str = ""
    number: int | None = None
    pages: int | None = None
    state: ListState = field(default_factory=ListState)
    label: Text = PAGES

    @property
    def leads_on(self) -> bool:
        """Whether there is any other page."""
        return bool(self.previous or self.next or (self.pages or 1) > 1)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the jump's form carries along."""
        return self.state.kept()


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page, and the ways on from it."""

    rows: list[Any]
    pagination: Pagination
    count: int | None = None


def keyset_page(
    queryset: QuerySet,
    *,
    order: Sequence[str],
    state: ListState,
    size: int = 50,
    count: int | None = None,
) -> Page:
    """One page of ``queryset`` in ``order`` (fields that are never null, the last one unique).

    With ``count`` the pages have numbers and can be jumped to. A cursor that does not fit
    (an old bookmark) shows the first page.
    """
    number = _number(state)
    found = _read(queryset, order, state, size)
    return Page(
        rows=found.rows,
        count=count,
        pagination=Pagination(
            previous=_url(state, BEFORE, found.previous, number - 1),
            next=_url(state, AFTER, found.next, number + 1),
            number=number,
            pages=None if count is None else max(1, ceil(count / size)),
            state=state,
        ),
    )


def _read(queryset: QuerySet, order: Sequence[str], state: ListState, size: int) -> KeysetPage:
    after, before = state.query.get(AFTER, ""), state.query.get(BEFORE, "")
    skip = (_number(state) - 1) * size if PAGE in state.query else 0
    try:
        return read_page(queryset, order=order, size=size, after=after, before=before, skip=skip)
    except CursorUnfit:
        return read_page(queryset, order=order, size=size)


def _number(state: ListState) -> int:
    asked = state.query.get(PAGE) or state.query.get(NUMBER) or "1"
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 8 else 1


def _url(state: ListState, name: str, cursor: str, number: int) -> str:
    place: dict[str, str | int] = {name: cursor, NUMBER: max(1, number)}
    return state.url(**place) if cursor else ""
