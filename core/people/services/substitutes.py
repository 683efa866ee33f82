"""AB角 and 代行职责: naming who acts in whose place."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from core.audit.public import record
from core.contracts.people import Person
from core.errors import NotFound
from core.people.errors import EndsBeforeStart, OwnSubstitute, SubstitutedAlready
from core.people.models import Substitution, SubstitutionKind
from core.people.models.dated import going_on
from core.people.services.jobs import end_dated, refuse_unlikely_day, working_member


@dataclass(frozen=True, slots=True)
class StandIn:
    """Who acts for whom, until the day before ``until``; without one until further notice."""

    member_id: UUID
    substitute_id: UUID
    until: date | None = None
    reason: str = ""


@transaction.atomic
def name_substitute(*, stand_in: StandIn, on: date, by: Person, at: datetime) -> Substitution:
    """Let one member act for another from ``on``: a pair (AB角), or for days (代行职责).

    Raises ``NotFound``, ``OwnSubstitute``, ``EndsBeforeStart`` or ``SubstitutedAlready``.
    """
    if stand_in.member_id == stand_in.substitute_id:
        raise OwnSubstitute
    refuse_unlikely_day(on, stand_in.until)
    if stand_in.until is not None and stand_in.until <= on:
        raise EndsBeforeStart(day=on.isoformat())
    # In the order of their keys: two who stand in for one another do not wait for each other.
    pair = sorted((stand_in.member_id, stand_in.substitute_id))
    names = {key: working_member(key).name for key in pair}
    made = _made(stand_in, on, names[stand_in.substitute_id])
    told = {"substitute": names[made.substitute_id], "kind": made.kind}
    record("people.substitute_named", by=by, at=at, subject=names[made.member_id], **told)
    return made


@transaction.atomic
def end_substitution(*, substitution_id: UUID, on: date, by: Person, at: datetime) -> None:
    """Nobody acts by it from ``on``; raises ``NotFound`` if it is over."""
    refuse_unlikely_day(on)
    rows = Substitution.objects.filter(going_on(on), pk=substitution_id)
    found = rows.select_related("member", "substitute").select_for_update(of=("self",)).first()
    if found is None:
        raise NotFound
    end_dated(Substitution.objects.filter(pk=substitution_id), on=on)
    told = {"substitute": found.substitute.name}
    record("people.substitution_ended", by=by, at=at, subject=found.member.name, **told)


def _made(stand_in: StandIn, on: date, name: str) -> Substitution:
    try:
        with transaction.atomic():
            return Substitution.objects.create(
                member_id=stand_in.member_id,
                substitute_id=stand_in.substitute_id,
                kind=SubstitutionKind.ACTING if stand_in.until else SubstitutionKind.PAIR,
                reason=stand_in.reason.strip(),
                started_on=on,
                ended_on=stand_in.until,
            )
    except IntegrityError as refused:
        raise SubstitutedAlready(name=name) from refused
