"""What waits for a person, what they have done, set going or begun.

In a unit's transaction all of it is of that unit; in the city's, of all units that the
person may enter.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Count, F, Func, QuerySet, Value

from core.calendar.public import Clock
from core.context import current_scope
from core.errors import NotFound
from core.identity.models import Post
from core.inbox.boxes import BOXES, Box
from core.inbox.models import InboxItem, SavedFilter
from core.inbox.wanted import Wanted
from core.units.kinds import State


def box_items(account_id: UUID, box: Box) -> QuerySet[InboxItem]:
    """What stands in the account's box, in the box's order; its ``count()`` is the badge."""
    return _before(account_id).filter(box.condition).order_by(*box.order)


def items_wanted(account_id: UUID, box: Box, wanted: Wanted, clock: Clock) -> QuerySet[InboxItem]:
    """The same, as far as the filters let it pass."""
    return box_items(account_id, box).filter(wanted.condition(clock))


def counts_of(account_id: UUID) -> Mapping[str, int]:
    """How long each box is, in one statement: the counts of the lists' own queries."""
    first, *more = (
        box_items(account_id, box)
        .order_by()
        .annotate(box=Value(box.key))
        .values("box")
        .annotate(n=Count("pk"))
        for box in BOXES.values()
    )
    rows = first.union(*more, all=True)
    return dict.fromkeys(BOXES, 0) | {row["box"]: row["n"] for row in rows}


def unit_counts(account_id: UUID, box: Box) -> Mapping[UUID, int]:
    """How many items of the box each unit has brought."""
    rows = box_items(account_id, box).order_by().values("unit_id").annotate(n=Count("pk"))
    return {row["unit_id"]: row["n"] for row in rows}


def open_count(account_id: UUID) -> int:
    """How many matters wait to be acted on."""
    return box_items(account_id, BOXES["act"]).count()


def item_of(account_id: UUID, item_id: UUID) -> InboxItem:
    """One of the account's own items; raises ``NotFound`` for anybody else's."""
    found = _before(account_id).filter(pk=item_id).first()
    if found is None:
        raise NotFound
    return found


def filters_of(account_id: UUID) -> list[SavedFilter]:
    """The filters that the person has kept, in the order of their making; the city's."""
    return list(SavedFilter.objects.filter(account_id=account_id).order_by("pk"))


class _IsOneOf(Func):
    """``column = ANY(ARRAY(SELECT …))``."""

    template, arg_joiner, output_field = "%(expressions)s)", " = ANY(", BooleanField()


def _before(account_id: UUID) -> QuerySet[InboxItem]:
    """The account's items; whoever has left a unit sees nothing of it in the city's either."""
    rows = InboxItem.objects.filter(account_id=account_id)
    scope = current_scope()
    if scope is not None and scope.unit is not None:
        return rows
    entered = Post.objects.counting().filter(account_id=account_id, unit__state=State.ACTIVE)
    # As one array, found before the items: a join would lose the order of the index.
    units = ArraySubquery(entered.values("unit"))
    return rows.filter(_IsOneOf(F("unit_id"), units))


def units_of_items(account_id: UUID, item_ids: Collection[UUID]) -> list[tuple[UUID, UUID]]:
    """Of these items the account's own, each with its unit."""
    rows = _before(account_id).filter(pk__in=item_ids)
    return list(rows.values_list("pk", "unit_id"))


def units_read_at(account_id: UUID, read_at: datetime) -> set[UUID]:
    """The units of what the account marked as read at that moment."""
    rows = _before(account_id).filter(BOXES["seen"].condition, done_at=read_at)
    return set(rows.values_list("unit_id", flat=True))


def due_by(account_id: UUID, end: datetime) -> QuerySet[InboxItem]:
    """What must be acted on before ``end``, the earliest first."""
    return box_items(account_id, BOXES["act"]).filter(due_at__lt=end).order_by("due_at", "id")
