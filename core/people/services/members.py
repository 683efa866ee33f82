"""Keeping the unit's people up to date; all in the unit's transaction."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from core.audit.public import record
from core.contracts.people import Person
from core.identity.pinyin import name_key
from core.identity.public import clean_mobile
from core.people.models import Member
from core.people.selectors import member_of
from core.people.services.jobs import JobFacts, change_job, main_job_of
from core.people.services.roles import set_roles


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """What the unit itself says about one of its people. The log-in is the person's own."""

    name: str
    title: str = ""
    mobile: str = ""
    department_id: UUID | None = None
    rank_order: int = 500


@transaction.atomic
def update_member(
    *, member_id: UUID, facts: MemberFacts, roles: Collection[str], by: Person, at: datetime
) -> Member:
    """Write what the unit says about the person, and the roles held.

    Raises ``NotFound``, ``DepartmentUnknown``, ``RoleUnknown``, ``LastAdministrator``,
    ``NumberUnusable``. Papers already signed keep the name and title of their day.
    """
    member = member_of(member_id)
    member.name, member.name_key = facts.name.strip(), name_key(facts.name.strip())
    member.mobile = clean_mobile(facts.mobile) or ""
    member.save(update_fields=["name", "name_key", "mobile"])
    record("people.updated", by=by, at=at, subject=member.name)
    _change_main_job(member, facts, by=by, at=at)
    set_roles(member=member, roles=roles, by=by, at=at)
    return member_of(member_id)


def _change_main_job(member: Member, facts: MemberFacts, *, by: Person, at: datetime) -> None:
    """The main post from today; what it was until yesterday stays in the member's history."""
    job = main_job_of(member)
    if job is None:
        return
    wanted = JobFacts(
        title=facts.title,
        department_id=facts.department_id,
        standing=job.standing,
        presides=job.presides,
        kind=job.kind,
        rank_order=facts.rank_order,
        planned_until=job.planned_until,
    )
    change_job(job_id=job.pk, facts=wanted, on=timezone.localdate(at), by=by, at=at)
