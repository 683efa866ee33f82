"""Asking that somebody may administer the unit; the answer is a second person's, of city or county.

All in the unit's transaction. The role alone opens no business document; still, whoever has it
decides who else comes in, so no unit gives it by itself.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from core.audit.public import record
from core.context import current_unit
from core.contracts.people import Person
from core.identity.models import AdministratorRequest, RequestState
from core.people.models import Member, MemberState, RoleGrant
from core.people.roles import UNIT_ADMIN


def ask_for_administrators(*, members: Iterable[Member], by: Person, at: datetime) -> None:
    """Ask for each of ``members``; who has been asked for already is not asked for twice."""
    unit_id = current_unit().id
    rows = [
        AdministratorRequest(
            unit_id=unit_id,
            member_id=member.pk,
            account_id=member.account_id,
            name=member.name,
            title=member.title,
            asked_by=by.account_id,
            asked_name=by.name,
            asked_at=at,
        )
        for member in members
    ]
    AdministratorRequest.objects.bulk_create(rows, ignore_conflicts=True)
    for row in rows:
        record("people.administrator_asked", by=by, at=at, subject=row.name)


def apply_decision(*, request_id: UUID, at: datetime) -> None:
    """Write down what city or county decided: the role of an approved request, and the line.

    Repeating it changes nothing. Whoever has left meanwhile gets nothing.
    """
    unit_id = current_unit().id
    asked = AdministratorRequest.objects.filter(pk=request_id, unit_id=unit_id).first()
    if asked is None or asked.decided_by is None:
        return
    by = Person(account_id=asked.decided_by, name=asked.decided_name)
    approved = asked.state == RequestState.APPROVED
    member = Member.objects.filter(pk=asked.member_id, state=MemberState.ACTIVE).first()
    if approved and member is not None:
        grant = RoleGrant(member=member, role=UNIT_ADMIN)
        RoleGrant.objects.bulk_create([grant], ignore_conflicts=True)
    action = "people.administrator_approved" if approved else "people.administrator_refused"
    record(action, by=by, at=at, subject=asked.name)


def open_requests() -> dict[UUID, AdministratorRequest]:
    """The requests of this unit that wait for a decision, by member."""
    rows = AdministratorRequest.objects.filter(
        unit_id=current_unit().id, state=RequestState.PENDING
    )
    return {row.member_id: row for row in rows}
