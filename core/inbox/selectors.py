"""What waits for a person, and what they have done."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Count, F, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from core.context import current_scope
from core.contracts.urgency import Urgency
from core.identity.models import Post
from core.inbox.models import InboxItem, ItemState, Kind
from core.units.kinds import State

#: How many items of each kind the workbench shows; the boxes show them all.
SHOWN = 50


@dataclass(frozen=True, slots=True)
class OpenItems:
    """The first open items of a person, the most urgent before the newest; and how many."""

    to_act: tuple[InboxItem, ...]
    to_read: tuple[InboxItem, ...]
    counts: Mapping[str, int]

    @property
    def act_count(self) -> int:
        """How many matters wait to be acted on."""
        return self.counts.get(Kind.ACT, 0)

    @property
    def read_count(self) -> int:
        """How many matters wait to be read."""
        return self.counts.get(Kind.READ, 0)


def items_of(account_id: UUID) -> OpenItems:
    """What waits for the account: items and counts in one query.

    In a unit's transaction those of that unit; in the city's those of all units that the
    person may enter.
    """
    order = [_rank(), F("arrived_at").desc()]
    first = Window(RowNumber(), partition_by=F("kind"), order_by=order)
    total = Window(Count("pk"), partition_by=F("kind"))
    rows = (
        _before(account_id)
        .filter(state=ItemState.OPEN)
        .annotate(place=first, total=total)
        .filter(place__lte=SHOWN)
        .select_related("unit")
        .order_by("kind", "place")
    )
    by_kind: dict[str, list[InboxItem]] = {Kind.ACT: [], Kind.READ: []}
    counts: Counter[str] = Counter()
    for row in rows:
        by_kind[row.kind].append(row)
        counts[row.kind] = row.total
    return OpenItems(tuple(by_kind[Kind.ACT]), tuple(by_kind[Kind.READ]), counts)


def done_items(account_id: UUID, kind: Kind) -> QuerySet[InboxItem]:
    """What the account has done or read, newest first."""
    done = _before(account_id).filter(state=ItemState.DONE, kind=kind)
    return done.select_related("unit").order_by("-arrived_at", "-id")


def _rank() -> Case:
    """特急 before 加急 before all others."""
    ranks = [
        When(urgency=code, then=Value(n)) for n, code in enumerate((Urgency.FLASH, Urgency.URGENT))
    ]
    return Case(*ranks, default=Value(len(ranks)))


def open_count(account_id: UUID) -> int:
    """How many matters wait to be acted on; in a unit's transaction those of that unit."""
    return _before(account_id).filter(state=ItemState.OPEN, kind=Kind.ACT).count()


def _before(account_id: UUID) -> QuerySet[InboxItem]:
    """The account's items; whoever has left a unit sees nothing of it in the city's either."""
    rows = InboxItem.objects.filter(account_id=account_id)
    scope = current_scope()
    if scope is not None and scope.unit is not None:
        return rows
    entered = Post.objects.counting().filter(account_id=account_id, unit__state=State.ACTIVE)
    return rows.filter(unit__in=entered.values("unit"))
