"""Paging through long lists without counting what came before.

``keyset_page`` reads the rows after (or before) a cursor, so that page 500 of a register is
as quick as page 1; a jump to a page by its number counts rows and is for registers.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any, ClassVar

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from core.ui.components.base import Component, Text
from core.ui.components.lists import AFTER, BEFORE, NUMBER, PAGE, ListState

PAGES = gettext_lazy("翻页")
#: What a cursor that somebody made up runs into.
_UNFIT = (
    ValueError, TypeError, OverflowError, RecursionError, ValidationError, FieldDoesNotExist,
)  # fmt: skip


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
    back = BEFORE in state.query
    number = _number(state)
    rows = _read(queryset, order, state, size, back=back)
    more, rows = len(rows) > size, rows[:size]
    rows = rows[::-1] if back else rows
    earlier = more if back else number > 1 or AFTER in state.query
    later = True if back else more
    return Page(
        rows=rows,
        count=count,
        pagination=Pagination(
            previous=_url(state, BEFORE, rows, order, number - 1) if earlier and rows else "",
            next=_url(state, AFTER, rows, order, number + 1) if later and rows else "",
            number=number,
            pages=None if count is None else max(1, ceil(count / size)),
            state=state,
        ),
    )


def _read(
    queryset: QuerySet, order: Sequence[str], state: ListState, size: int, *, back: bool
) -> list[Any]:
    cursor = _decoded(queryset, order, state.query.get(BEFORE) or state.query.get(AFTER, ""))
    turned = [_turned(name) for name in order] if back else list(order)
    queryset = queryset.order_by(*turned)
    if cursor is not None:
        return list(queryset.filter(_beyond(turned, cursor))[: size + 1])
    start = 0 if back else (_number(state) - 1) * size if PAGE in state.query else 0
    return list(queryset[start : start + size + 1])


def _beyond(order: Sequence[str], cursor: Sequence[Any]) -> Q:
    """The rows behind ``cursor``: (a > x) or (a = x and b > y), and so on."""
    condition, same = Q(), Q()
    for name, value in zip(order, cursor, strict=True):
        key, step = name.removeprefix("-"), "lt" if name.startswith("-") else "gt"
        condition |= same & Q((f"{key}__{step}", value))
        same &= Q((key, value))
    return condition


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _number(state: ListState) -> int:
    asked = state.query.get(PAGE) or state.query.get(NUMBER) or "1"
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 8 else 1


def _url(state: ListState, name: str, rows: list[Any], order: Sequence[str], number: int) -> str:
    edge = rows[0] if name == BEFORE else rows[-1]
    values = [_value(edge, key.removeprefix("-")) for key in order]
    text = json.dumps(values, cls=DjangoJSONEncoder).encode()
    cursor = urlsafe_b64encode(text).decode().rstrip("=")
    place: dict[str, str | int] = {name: cursor, NUMBER: max(1, number)}
    return state.url(**place)


def _value(row: Any, key: str) -> Any:
    return row[key] if isinstance(row, dict) else getattr(row, key)


def _decoded(queryset: QuerySet, order: Sequence[str], text: str) -> list[Any] | None:
    try:
        shown = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        if b"\\u0000" in shown:
            return None
        values = json.loads(shown)
        fields = [queryset.model._meta.get_field(key.removeprefix("-")) for key in order]
        pairs = zip(fields, values, strict=True)
        return [column.to_python(value) for column, value in pairs]
    except _UNFIT:
        return None
