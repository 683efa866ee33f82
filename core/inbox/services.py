"""Putting matters before people, and taking them away once they are settled."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.context import current_unit
from core.inbox.models import RENEWED, InboxItem, ItemState, Kind


@dataclass(frozen=True, slots=True)
class Matter:
    """What waits: the module's own ``reference``, where it is handled, how urgent it is."""

    module: str
    reference: str
    title: str
    url: str
    step: str = ""
    sender: str = ""
    urgency: str = ""
    due_at: datetime | None = None


def put(*, matter: Matter, accounts: Iterable[UUID], at: datetime, kind: Kind = Kind.ACT) -> None:
    """Put ``matter`` before ``accounts`` of the unit whose transaction is open.

    One statement. A matter that comes back to the same person is open again, not doubled.
    """
    rows = [
        InboxItem(
            account_id=account_id,
            unit_id=current_unit().id,
            kind=kind,
            module=matter.module,
            reference=matter.reference,
            title=matter.title,
            step=matter.step,
            sender=matter.sender,
            url=matter.url,
            urgency=matter.urgency,
            due_at=matter.due_at,
            arrived_at=at,
        )
        for account_id in dict.fromkeys(accounts)
    ]
    InboxItem.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["unit", "module", "reference", "account_id", "kind"],
        update_fields=RENEWED,
    )


def settle(*, module: str, reference: str, by: UUID | None, at: datetime) -> None:
    """Close the open items of a matter: done for the account ``by``, withdrawn for others."""
    waiting = InboxItem.objects.filter(
        unit_id=current_unit().id, module=module, reference=reference, state=ItemState.OPEN
    )
    if by is not None:
        waiting.filter(account_id=by).update(state=ItemState.DONE, done_at=at)
    waiting.update(state=ItemState.WITHDRAWN, done_at=at)
