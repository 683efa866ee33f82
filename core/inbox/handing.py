"""What waits for somebody who leaves a unit goes before others, or is taken away."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from core.context import current_unit
from core.inbox.models import RENEWED, InboxItem, ItemState, Kind
from core.inbox.services import WEIGHTS

#: What is only to be read is not handed on.
HANDED_ON = (Kind.ACT, Kind.DRAFT, Kind.STARTED)


def waiting_for(account_id: UUID) -> QuerySet[InboxItem]:
    """What the account has to act on in the unit whose transaction is open, the oldest first."""
    return _open(account_id).filter(kind=Kind.ACT).order_by("arrived_at", "id")


def hand_items(*, module: str, from_account: UUID, to_account: UUID, at: datetime) -> int:
    """Put what one account has to act on, has begun and follows before another; how many.

    A matter that waits before both already stays once. Two statements.
    """
    items = list(_open(from_account).filter(module=module, kind__in=HANDED_ON))
    InboxItem.objects.bulk_create(
        [_copy(item, to_account) for item in items],
        update_conflicts=True,
        unique_fields=["unit", "module", "reference", "account_id", "kind"],
        update_fields=RENEWED,
    )
    gone = InboxItem.objects.filter(pk__in=[item.pk for item in items])
    gone.update(state=ItemState.WITHDRAWN, done_at=at)
    return len(items)


def withdraw_all(*, account_id: UUID, at: datetime) -> None:
    """Take away what still waits for the account in this unit."""
    _open(account_id).update(state=ItemState.WITHDRAWN, done_at=at)


def _open(account_id: UUID) -> QuerySet[InboxItem]:
    own = InboxItem.objects.filter(account_id=account_id, unit_id=current_unit().id)
    return own.filter(state=ItemState.OPEN)


def _copy(item: InboxItem, account_id: UUID) -> InboxItem:
    """The same pointer, unread, for another account; when it arrived stays, and so does its due.

    How a secretary placed it for the first one is nothing to the second.
    """
    columns = {f.attname: getattr(item, f.attname) for f in InboxItem._meta.concrete_fields}
    return InboxItem(
        **{
            **columns,
            "id": InboxItem().pk,
            "account_id": account_id,
            "seen_at": None,
            "placed_by": "",
            "weight": WEIGHTS.get(item.urgency, 0),
        }
    )
