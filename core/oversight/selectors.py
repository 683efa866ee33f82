"""What somebody may see of the units below, all of it read from shared tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from core.exchange.models import Receipt, ReceiptState
from core.identity.models import Post
from core.inbox.models import InboxItem, ItemState
from core.oversight.models import OversightGrant, What
from core.units.models import Unit
from core.units.selectors.units import units_under

#: As many units as a page shows of a branch, and titles or people of a unit.
UNITS_AT_MOST = 200
LINES_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class BranchLine:
    """A unit of the branch with its figures; None where they may not be seen."""

    unit: Unit
    waiting: int | None
    signed: int | None
    open_items: int | None


def grants_counting(account_id: UUID, *, on: date) -> QuerySet[OversightGrant]:
    """The grants of an account that count on that day, each with its root."""
    rows = OversightGrant.objects.filter(account=account_id, started_on__lte=on, ended_on__gt=on)
    return rows.select_related("root").order_by("root__position", "what")


def may_see(account_id: UUID, unit: Unit, *, what: What, on: date) -> bool:
    """Whether the account may see ``what`` of ``unit`` on that day."""
    roots = grants_counting(account_id, on=on).filter(what=what).values_list("root", flat=True)
    return any(units_under(root).filter(pk=unit.pk).exists() for root in set(roots))


def branch_figures(root: Unit, seen: set[str]) -> list[BranchLine]:
    """The units of a branch with the figures that may be seen: a query for each kind of them."""
    units = list(units_under(root.pk).order_by("position")[:UNITS_AT_MOST])
    receipts = _receipts(units) if What.RECEIPTS in seen else None
    items = _open_items(units) if What.COUNTERS in seen else None
    none = (0, 0)
    return [
        BranchLine(
            unit,
            None if receipts is None else receipts.get(unit.pk, none)[0],
            None if receipts is None else receipts.get(unit.pk, none)[1],
            None if items is None else items.get(unit.pk, 0),
        )
        for unit in units
    ]


def open_titles(unit: Unit) -> list[InboxItem]:
    """The open matters of a unit by their titles, the urgent and the oldest first."""
    rows = InboxItem.objects.filter(unit=unit, state=ItemState.OPEN)
    # Several people may have the same matter before them.
    rows = rows.order_by("module", "reference", "arrived_at").distinct("module", "reference")
    return sorted(rows[:LINES_AT_MOST], key=lambda item: (not item.urgency, item.arrived_at))


def directory_of(unit: Unit) -> list[Post]:
    """Who works in a unit, as far as the city's own index of posts knows: name and title."""
    posts = Post.objects.counting().filter(unit=unit)
    rows = posts.select_related("account").order_by("started_on", "id")
    return list(rows[:LINES_AT_MOST])


def _receipts(units: Sequence[Unit]) -> dict[UUID, tuple[int, int]]:
    rows = (
        Receipt.objects.filter(unit__in=units)
        .values("unit")
        .annotate(
            waiting=Count("envelope", filter=Q(state=ReceiptState.WAITING)),
            signed=Count("envelope", filter=Q(signed_at__isnull=False)),
        )
        .values_list("unit", "waiting", "signed")
    )
    return {unit: (waiting, signed) for unit, waiting, signed in rows}


def _open_items(units: Sequence[Unit]) -> dict[UUID, int]:
    rows = InboxItem.objects.filter(unit__in=units, state=ItemState.OPEN)
    return dict(rows.values("unit").annotate(n=Count("pk")).values_list("unit", "n"))
