"""As what somebody acts in a unit: in which of his posts, or in whose place (代行).

The choice is a cookie of the unit's own path: the key of a job or of a substitution. It is
no proof of anything; each request finds the row again, among the person's own and of today.
Whoever acts for somebody may do what either of them may, administration excepted, and every
act names both.
"""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from core.context import UnitRef
from core.contracts.people import DataScope, Person
from core.people.models import Job, MemberState, RoleGrant, Substitution
from core.people.models.dated import holding
from core.people.models.roles import in_force
from core.people.permissions import ADMINISTRATION
from core.people.selectors import HeldRole, scopes_of

#: The cookie in which the choice stands; its path is the unit's.
COOKIE = "citydesk_as"
_JOB, _PLACE = "job", "place"


@dataclass(frozen=True, slots=True)
class Guise:
    """One way to act: ``choice`` is what the cookie holds ("" = the main post)."""

    choice: str
    title: str
    acting_for: str = ""


def guises_of(person: Person, *, on: date) -> list[Guise]:
    """As what ``person`` may act on that day: his posts, the main one first, then whose place."""
    rows = Job.objects.filter(holding(on), member=person.member)
    jobs = sorted(rows, key=lambda job: not job.is_main)
    places = _places(person).filter(holding(on)).select_related("member")
    return [
        *(Guise("" if job.is_main else f"{_JOB}:{job.pk}", job.title) for job in jobs),
        *(Guise(f"{_PLACE}:{row.pk}", person.title, _named(row)) for row in places),
    ]


def chosen_guise(person: Person, choice: str, *, on: date) -> Person:
    """``person`` as he chose to act; as himself where the choice is not, or no longer, his."""
    kind, _colon, text = choice.partition(":")
    try:
        key = UUID(text)
    except ValueError:
        return person
    if kind == _JOB:
        return _in_post(person, key, on)
    return _in_place_of(person, key, on) if kind == _PLACE else person


def _in_post(person: Person, job_id: UUID, on: date) -> Person:
    job = Job.objects.filter(holding(on), pk=job_id, member=person.member).first()
    return replace(person, title=job.title) if job else person


def _in_place_of(person: Person, substitution_id: UUID, on: date) -> Person:
    rows = _places(person).filter(holding(on), pk=substitution_id).select_related("member")
    row = rows.first()
    if row is None or person.unit is None:
        return person
    theirs = _theirs(row.member_id, person.unit, on)
    return replace(
        person,
        permissions=person.permissions | theirs,
        narrowed=frozenset(pair for pair in person.narrowed if pair[0] not in theirs),
        acting_for=_named(row),
        acting_member=row.member_id,
    )


def _theirs(member_id: UUID, unit: UnitRef, on: date) -> frozenset[str]:
    """What a member may do in the whole unit on that day, administration excepted.

    What reaches only his own matters or department is his: nobody else's department is meant.
    """
    grants = RoleGrant.objects.filter(in_force(on), member=member_id)
    held = [HeldRole(role, DataScope(scope)) for role, scope in grants.values_list("role", "scope")]
    wide = {code for code, scope in scopes_of(held, unit).items() if scope is DataScope.UNIT}
    return frozenset(wide) - ADMINISTRATION


def _places(person: Person) -> QuerySet[Substitution]:
    """Whose place ``person`` may take; somebody who has left is nobody to act for."""
    rows = Substitution.objects.filter(substitute=person.member)
    return rows.filter(member__state=MemberState.ACTIVE)


def _named(row: Substitution) -> str:
    return f"{row.member.name}　{row.member.title}".strip()
