"""People as modules see them: of the unit whose transaction is open, and of no other.

A module points at a member with ``KernelForeignKey("people.Member")`` or keeps the id, and
keeps the name and title of the day beside every act.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from core.people.by_day import (
    JobLine,
    charges_of,
    department_with_inner,
    deputies_of,
    heads_of,
    holders_of,
    in_charge_of,
    jobs_on,
    may_stand_in_for,
    substitutes_of,
    superior_of,
)
from core.people.fields import PeopleField, PersonField, PickedPerson
from core.people.models import Member
from core.people.scopes import own_departments, within_scope
from core.people.selectors import active_members
from core.people.selectors import members_with as _members_with
from core.people.services.groups import remember_picked

__all__ = [
    "JobLine",
    "MemberLine",
    "PeopleField",
    "PersonField",
    "PickedPerson",
    "active_people",
    "charges_of",
    "department_with_inner",
    "deputies_of",
    "heads_of",
    "holders_of",
    "in_charge_of",
    "jobs_on",
    "may_stand_in_for",
    "members_with",
    "own_departments",
    "people_by_id",
    "remember_picked",
    "substitutes_of",
    "superior_of",
    "within_scope",
]


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One person of the unit, for lists, pickers and papers."""

    member_id: UUID
    account_id: UUID
    name: str
    title: str
    department: str
    has_left: bool


def active_people() -> list[MemberLine]:
    """Everyone who works in the unit now, in the order of office."""
    return [_line(member) for member in active_members()]


def members_with(permission: str) -> list[MemberLine]:
    """Who may do ``permission`` (``module.action``) here now, in the order of office."""
    return [_line(member) for member in _members_with(permission)]


def people_by_id(member_ids: Collection[UUID]) -> dict[UUID, MemberLine]:
    """The people with these member ids, left ones too; an unknown id is not among them."""
    rows = Member.objects.filter(pk__in=member_ids).select_related("department")
    return {member.pk: _line(member) for member in rows}


def _line(member: Member) -> MemberLine:
    return MemberLine(
        member_id=member.pk,
        account_id=member.account_id,
        name=member.name,
        title=member.title,
        department=member.department.name if member.department else "",
        has_left=member.ended_on is not None,
    )
