"""Putting matters before people, and taking them away once they are settled.

All of it in the unit's transaction that is the cause: matter and item change together.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from core.context import current_unit
from core.contracts.urgency import Urgency
from core.inbox.models import RENEWED, InboxItem, ItemState, Kind

#: 特急 before 加急 before all others. What a secretary has placed stands between 特急 that
#: came later and all the rest (``core.inbox.placing``).
WEIGHTS: dict[str, int] = {Urgency.FLASH: 20_000, Urgency.URGENT: 1}


@dataclass(frozen=True, slots=True)
class Matter:
    """What waits: the module's own ``reference``, where it is handled, how urgent it is.

    ``holder`` names with whom it is now, for whoever set it going; ``has_files`` shows the
    paper clip.
    """

    module: str
    reference: str
    title: str
    url: str
    step: str = ""
    sender: str = ""
    urgency: str = ""
    due_at: datetime | None = None
    number: str = ""
    holder: str = ""
    has_files: bool = False


def put(*, matter: Matter, accounts: Iterable[UUID], at: datetime, kind: Kind = Kind.ACT) -> None:
    """Put ``matter`` before ``accounts`` of the unit whose transaction is open.

    One statement. A matter that comes back to the same person is open again, not doubled.
    Where it is to be acted on, its line in 我发起的 says at which step and with whom it is.
    """
    rows = [_item(matter, account_id, kind, at) for account_id in dict.fromkeys(accounts)]
    InboxItem.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["unit", "module", "reference", "account_id", "kind"],
        update_fields=RENEWED,
    )
    if kind == Kind.ACT:
        started = _open(matter.module, matter.reference, Kind.STARTED)
        started.update(step=matter.step, holder=matter.holder, number=matter.number)


def settle(*, module: str, reference: str, by: UUID | None, at: datetime) -> None:
    """Close what waits to be acted on: done for the account ``by``, withdrawn for others."""
    waiting = _open(module, reference, Kind.ACT)
    if by is not None:
        waiting.filter(account_id=by).update(state=ItemState.DONE, done_at=at)
    waiting.update(state=ItemState.WITHDRAWN, done_at=at)


def read_by(*, module: str, reference: str, by: UUID, at: datetime) -> None:
    """The account has read the matter; the others still have it before them."""
    waiting = _open(module, reference, Kind.READ).filter(account_id=by)
    waiting.update(state=ItemState.DONE, done_at=at)


def withdraw(*, module: str, reference: str, kind: Kind, at: datetime) -> None:
    """Take the open items of a kind away from everybody: a notice taken back, a draft sent."""
    _open(module, reference, kind).update(state=ItemState.WITHDRAWN, done_at=at)


def finish(*, module: str, reference: str, at: datetime, step: str = "") -> None:
    """The matter has come to its end: so says its line in 我发起的; nobody has it any more."""
    started = _open(module, reference, Kind.STARTED)
    started.update(state=ItemState.DONE, done_at=at, step=step, holder="")


def _open(module: str, reference: str, kind: Kind) -> QuerySet[InboxItem]:
    return InboxItem.objects.filter(
        unit_id=current_unit().id,
        module=module,
        reference=reference,
        kind=kind,
        state=ItemState.OPEN,
    )


def _item(matter: Matter, account_id: UUID, kind: Kind, at: datetime) -> InboxItem:
    return InboxItem(
        account_id=account_id,
        unit_id=current_unit().id,
        kind=kind,
        module=matter.module,
        reference=matter.reference,
        title=matter.title,
        number=matter.number,
        step=matter.step,
        holder=matter.holder[:100],
        sender=matter.sender,
        url=matter.url,
        urgency=matter.urgency,
        weight=WEIGHTS.get(matter.urgency, 0),
        due_at=matter.due_at,
        has_files=matter.has_files,
        arrived_at=at,
    )
