"""Planning a transfer, agreeing to it, letting the person go; and the city's act that joins them.

    home unit        plan_transfer ──────────────► release (hands over, closes the member)
    receiving unit            answer (a post waits)                     take_in (its member)
    city                                            finish: post and home unit move

Each step is one transaction of its own side. Killed anywhere, the next step finds what the
one before it wrote (``tasks``).
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.audit.public import record
from core.context import current_unit
from core.contracts.people import Person
from core.errors import NotFound
from core.identity.models import Account, Post, PostState
from core.jobs.public import enqueue
from core.people.models import Member, MemberState
from core.people.services.jobs import JobFacts, lock_open_departments
from core.people.services.leaving import Successors, close_member
from core.transfers.errors import (
    NotHomeUnit,
    NotYetAgreed,
    SameUnit,
    TransferOver,
    TransferUnderWay,
    UnitUnknown,
)
from core.transfers.models import Reception, Transfer, TransferState
from core.transfers.selectors import is_open, reception_of, transfer_here
from core.units.kinds import State
from core.units.models import Unit

#: The job that writes the member in the receiving unit.
TAKE_IN = "transfers.take_in"


@dataclass(frozen=True, slots=True)
class Plan:
    """Where somebody is to go, on which day and why."""

    to_unit: str
    planned_on: date
    reason: str = ""


@transaction.atomic
def plan_transfer(*, member_id: UUID, plan: Plan, by: Person, at: datetime) -> Transfer:
    """Offer one of our people to another unit, named by code, name or short name.

    Raises ``NotFound``, ``NotHomeUnit``, ``UnitUnknown``, ``SameUnit``, ``TransferUnderWay``.
    """
    member = Member.objects.filter(pk=member_id, state=MemberState.ACTIVE).first()
    if member is None:
        raise NotFound
    if not Post.objects.counting().filter(member_id=member_id, is_primary=True).exists():
        raise NotHomeUnit(name=member.name)
    transfer = Transfer(
        from_unit_id=current_unit().id,
        to_unit=_receiving(plan.to_unit),
        account_id=member.account_id,
        member_id=member.pk,
        name=member.name,
        title=member.title,
        mobile=member.mobile,
        planned_on=plan.planned_on,
        reason=plan.reason.strip(),
        planned_by=by.name,
        created_at=at,
    )
    _save_only_one(transfer)
    told = {"to": transfer.to_unit.name}
    record("people.transfer_planned", by=by, at=at, subject=member.name, **told)
    return transfer


@transaction.atomic
def withdraw_transfer(*, transfer_id: UUID, by: Person, at: datetime) -> None:
    """Take the offer back, before the person was let go; raises ``TransferOver``."""
    transfer = _ours(transfer_id)
    transfer.state = TransferState.WITHDRAWN
    transfer.save(update_fields=["state"])
    record("people.transfer_withdrawn", by=by, at=at, subject=transfer.name)


@transaction.atomic
def answer_transfer(
    *, transfer_id: UUID, post: JobFacts | None, by: Person, at: datetime
) -> Reception:
    """Agree to receive the person in ``post``, or (None) decline; said once.

    Raises ``NotFound``, ``TransferOver`` or ``DepartmentUnknown``.
    """
    transfer = transfer_here(transfer_id)
    if transfer.to_unit_id != current_unit().id:
        raise NotFound
    if not is_open(transfer) or reception_of(transfer) is not None:
        raise TransferOver(name=transfer.name)
    facts = post or JobFacts()
    lock_open_departments([facts.department_id])
    reception = Reception.objects.create(
        transfer=transfer,
        agreed=post is not None,
        title=facts.title.strip(),
        department_id=facts.department_id,
        standing=facts.standing,
        rank_order=facts.rank_order,
        answered_by=by.name,
        answered_at=at,
    )
    action = "people.transfer_agreed" if post else "people.transfer_declined"
    record(action, by=by, at=at, subject=transfer.name)
    return reception


@transaction.atomic
def release(*, transfer_id: UUID, successors: Successors, by: Person, at: datetime) -> Transfer:
    """Let the person go: what is open changes hands, the member is closed, the city is told.

    Raises ``NotYetAgreed``, ``TransferOver``, and all that ``close_member`` refuses.
    """
    transfer = _ours(transfer_id)
    reception = reception_of(transfer)
    if reception is None or not reception.agreed:
        raise NotYetAgreed(name=transfer.name)
    close_member(member_id=transfer.member_id, by=by, at=at, successors=successors)
    transfer.state, transfer.released_on = TransferState.RELEASED, timezone.localdate(at)
    transfer.save(update_fields=["state", "released_on"])
    told = {"to": transfer.to_unit.name}
    record("people.transferred", by=by, at=at, subject=transfer.name, **told)
    return transfer


def finish(*, transfer_id: UUID) -> bool:
    """The city's act: the post in the new unit counts, and is the home from now on.

    Done at most once, and only if the home unit really let the person go; whether it was.
    """
    waiting = Transfer.objects.select_for_update(of=("self",)).select_related("to_unit")
    transfer = waiting.filter(pk=transfer_id, state=TransferState.RELEASED).first()
    if transfer is None or not _let_go(transfer):
        return False
    reception = Reception.objects.get(transfer=transfer, agreed=True)
    posts = Post.objects.filter(account=transfer.account_id)
    posts.filter(unit=transfer.from_unit_id).update(is_primary=False)
    posts.update_or_create(
        account_id=transfer.account_id,
        unit_id=transfer.to_unit_id,
        defaults={
            "title": reception.title,
            "state": PostState.ACCEPTED,
            "is_primary": True,
            "started_on": transfer.released_on or timezone.localdate(),
            "ended_on": None,
        },
    )
    Account.objects.filter(pk=transfer.account_id).update(home_unit=transfer.to_unit_id)
    transfer.state = TransferState.DONE
    transfer.save(update_fields=["state"])
    enqueue(
        TAKE_IN,
        unit=transfer.to_unit.ref(),
        key=f"transfer:{transfer.pk}",
        transfer_id=str(transfer.pk),
    )
    return True


def _let_go(transfer: Transfer) -> bool:
    """Whether the home unit ended the post itself: its row alone would not be proof."""
    ended = Post.objects.filter(
        account=transfer.account_id,
        account__home_unit=transfer.from_unit_id,
        unit=transfer.from_unit_id,
        member_id=transfer.member_id,
        ended_on__isnull=False,
    )
    agreed = Reception.objects.filter(transfer=transfer, agreed=True)
    return ended.exists() and agreed.exists()


def _receiving(text: str) -> Unit:
    wanted = text.strip()
    rows = Unit.objects.filter(state=State.ACTIVE)
    by_code = rows.filter(code=wanted).first()
    named = list(rows.filter(name=wanted)[:2] or rows.filter(short_name=wanted)[:2])
    unit = by_code or (named[0] if len(named) == 1 else None)
    if unit is None:
        raise UnitUnknown(unit=wanted)
    if unit.pk == current_unit().id:
        raise SameUnit
    return unit


def _ours(transfer_id: UUID) -> Transfer:
    """A transfer that this unit planned and that is still to be decided, locked."""
    locked = Transfer.objects.select_for_update().filter(
        pk=transfer_id, from_unit=current_unit().id
    )
    if not locked.exists():
        raise NotFound
    transfer = transfer_here(transfer_id)
    if transfer.state != TransferState.PLANNED:
        raise TransferOver(name=transfer.name)
    return transfer


def _save_only_one(transfer: Transfer) -> None:
    try:
        with transaction.atomic():
            transfer.save(force_insert=True)
    except IntegrityError as refused:
        raise TransferUnderWay(name=transfer.name) from refused
