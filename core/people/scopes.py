"""Narrowing what somebody sees to as far as the permission reaches.

A module whose permission can be held for less than the unit (``scopes`` in its manifest) asks
here and never compares departments by itself::

    within_scope(Leave.objects.all(), by=person, permission="leave.view", member="applicant")
"""

from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils.timezone import localdate

from core.contracts.people import DataScope, Person
from core.errors import NotFound
from core.people.models import Charge, Department, Job, Member
from core.people.models.dated import holding
from core.people.selectors import members_found

Row = TypeVar("Row", bound=Model)


def within_scope(rows: QuerySet[Row], *, by: Person, permission: str, member: str) -> QuerySet[Row]:
    """Those of ``rows`` that ``permission`` lets ``by`` see; none without the permission.

    ``member`` is the field that says whose a row is: a key to a member, or a member's id.
    """
    scope = by.scope_of(permission)
    if scope is DataScope.UNIT:
        return rows
    if scope is DataScope.DEPARTMENT:
        # One's own are among them for somebody without a department, too.
        theirs = Q(**{f"{member}__in": members_of_departments(own_departments(by.member))})
        return rows.filter(theirs | Q(**{member: by.member}))
    return rows.filter(**{member: by.member}) if scope is DataScope.SELF else rows.none()


def members_seen(by: Person, text: str, *, left: bool = False) -> QuerySet[Member]:
    """The members whom ``by`` may see, found by ``text`` (``selectors.members_found``)."""
    return within_scope(
        members_found(text, left=left), by=by, permission="people.view", member="pk"
    )


def member_seen(by: Person, member_id: UUID) -> Member:
    """One of the members whom ``by`` may see, left ones too; raises ``NotFound``."""
    rows = Member.objects.filter(pk=member_id).select_related("department")
    found = within_scope(rows, by=by, permission="people.view", member="pk").first()
    if found is None:
        raise NotFound
    return found


def own_departments(member_id: UUID) -> set[UUID]:
    """Where somebody works or is in charge today, with all departments inside those."""
    today = holding(localdate())
    own = set(Job.objects.filter(today, member=member_id).values_list("department", flat=True))
    own |= set(Charge.objects.filter(today, member=member_id).values_list("department", flat=True))
    return _with_inner({key for key in own if key})


def members_of_departments(departments: set[UUID]) -> QuerySet[Member, Any]:
    """Who works in these departments today, in any post; a subquery of member ids."""
    jobs = Job.objects.filter(holding(localdate()), department__in=departments)
    return Member.objects.filter(pk__in=jobs.values("member")).order_by().values("pk")


def _with_inner(departments: set[UUID]) -> set[UUID]:
    if not departments:
        return set()
    inner: dict[UUID | None, list[UUID]] = {}
    for key, parent in Department.objects.values_list("pk", "parent"):
        inner.setdefault(parent, []).append(key)
    found, waiting = set(), list(departments)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += inner.get(key, [])
    return found
