"""Reading a long list page by page, by the keys at its edges: page 500 is as quick as page 1.

Pages (``core.ui.keyset_page``) and the API read their lists through here. A cursor names a
row's place by the values that the list is ordered by; nothing that came before is counted,
and rows that arrive meanwhile neither hide nor double one.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError

#: What a cursor that somebody made up runs into.
_UNFIT = (
    ValueError, TypeError, OverflowError, RecursionError, ValidationError, FieldDoesNotExist,
)  # fmt: skip


class CursorUnfit(DomainError):
    """The cursor was made up, or belongs to a list in another order."""

    code = "cursor_unfit"
    status = 400
    message = _("翻页标记无法识别，请从第一页重新查看。")


@dataclass(frozen=True, slots=True)
class KeysetPage:
    """The rows of one page, with the cursors of the pages before and after it ('' = none)."""

    rows: list[Any]
    previous: str = ""
    next: str = ""


def read_page(
    queryset: QuerySet,
    *,
    order: Sequence[str],
    size: int = 50,
    after: str = "",
    before: str = "",
    skip: int = 0,
) -> KeysetPage:
    """The ``size`` rows that follow ``after`` (or precede ``before``), in ``order``.

    ``order`` names fields that are never null, the last one unique. ``skip`` is for a jump
    by number, where there is no cursor. Raises ``CursorUnfit``.
    """
    back, cursor = bool(before), before or after
    turned = [_turned(name) for name in order] if back else list(order)
    found = queryset.order_by(*turned)
    if cursor:
        found = found.filter(_beyond(turned, decoded(queryset, order, cursor)))
        skip = 0
    rows = list(found[skip : skip + size + 1])
    more, rows = len(rows) > size, rows[:size]
    rows = rows[::-1] if back else rows
    earlier, later = (more, True) if back else (bool(after or skip), more)
    return KeysetPage(
        rows=rows,
        previous=encoded(rows[0], order) if earlier and rows else "",
        next=encoded(rows[-1], order) if later and rows else "",
    )


def encoded(row: Any, order: Sequence[str]) -> str:
    """The cursor of ``row``'s place in ``order``; safe in an address."""
    values = [_value(row, key.removeprefix("-")) for key in order]
    text = json.dumps(values, cls=DjangoJSONEncoder).encode()
    return urlsafe_b64encode(text).decode().rstrip("=")


def decoded(queryset: QuerySet, order: Sequence[str], cursor: str) -> list[Any]:
    """The values that a cursor stands for; raises ``CursorUnfit``."""
    try:
        shown = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        values = json.loads(shown)
        fields = [queryset.model._meta.get_field(key.removeprefix("-")) for key in order]
        pairs = zip(fields, values, strict=True)
        found = [column.to_python(value) for column, value in pairs]
    except _UNFIT as unfit:
        raise CursorUnfit from unfit
    # PostgreSQL takes no text with this byte, and no row is ordered by an absent value.
    if b"\\u0000" in shown or None in found:
        raise CursorUnfit
    return found


def _beyond(order: Sequence[str], cursor: Sequence[Any]) -> Q:
    """The rows behind ``cursor``: (a > x) or (a = x and b > y), and so on.

    Said once more for the first key alone (a >= x): an index can begin there.
    """
    condition, same = Q(), Q()
    for name, value in zip(order, cursor, strict=True):
        key, step = _step(name)
        condition |= same & Q((f"{key}__{step}", value))
        same &= Q((key, value))
    key, step = _step(order[0])
    return Q((f"{key}__{step}e", cursor[0])) & condition


def _step(name: str) -> tuple[str, str]:
    return name.removeprefix("-"), "lt" if name.startswith("-") else "gt"


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _value(row: Any, key: str) -> Any:
    return row[key] if isinstance(row, dict) else getattr(row, key)
