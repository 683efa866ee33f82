"""The life of a reform: plan, rehearse, carry out or cancel. All of it in the city's scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from core.audit import public as trail
from core.context import UnitRef, open_city
from core.contracts.people import Person
from core.errors import NotFound
from core.units.errors import (
    ReformNotPossible,
    ReformNotRehearsed,
    ReformOver,
    ReformTooEarly,
    ReformUnusable,
)
from core.units.kinds import ReformState
from core.units.locks import lock_directory
from core.units.models import Reform, ReformStep, Unit
from core.units.reform.acts import Act, act_from, act_name, details_of
from core.units.reform.carrying import carry
from core.units.reform.record import Record, Rehearsal

__all__ = ["Outcome", "cancel_reform", "carry_out_reform", "plan_reform", "rehearse_reform"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is left to do for whoever makes and shuts schemas.

    ``created`` units are pending; ``closed`` ones are closed in the shared tables already.
    """

    created: tuple[UnitRef, ...]
    closed: tuple[UnitRef, ...]
    rehearsal: Rehearsal


def plan_reform(
    *,
    title: str,
    acts: Sequence[Act],
    effective_on: date,
    by: Person,
    at: datetime,
    basis: str = "",
) -> Reform:
    """Put a reform down as planned. Nothing is checked before the rehearsal but the units' codes.

    Raises ``ReformUnusable`` without any act, ``NotFound`` for an unknown unit.
    """
    if not acts:
        raise ReformUnusable
    with open_city():
        reform = Reform.objects.create(
            title=title, basis=basis, effective_on=effective_on, planned_at=at, planned_by=by.name
        )
        units = {unit.code: unit for unit in Unit.objects.filter(code__in=[a.unit for a in acts])}
        if any(act.unit not in units for act in acts):
            raise NotFound
        ReformStep.objects.bulk_create(
            ReformStep(
                reform=reform,
                position=place,
                act=act_name(act),
                unit=units[act.unit],
                details=details_of(act),
            )
            for place, act in enumerate(acts, start=1)
        )
        trail.record("reform.planned", by=by, at=at, subject=str(reform.pk), title=title)
    return reform


def rehearse_reform(*, reform_id: UUID, by: Person, at: datetime) -> Rehearsal:
    """Do everything, note what changes and what stands in the way, and undo it.

    The result is kept with the reform. Raises ``ReformOver`` once it is done or cancelled.
    """
    with open_city():
        lock_directory()
        reform = _open_reform(reform_id)
        record = _record(reform, by, at)
        with transaction.atomic():
            carry(_acts(reform), record)
            # Back to the savepoint: the record is plain values and stays.
            transaction.set_rollback(True)
        reform.state, reform.rehearsed_at = ReformState.REHEARSED, at
        reform.rehearsal = record.result().as_json()
        reform.save()
        trail.record("reform.rehearsed", by=by, at=at, subject=str(reform.pk))
    return record.result()


def carry_out_reform(*, reform_id: UUID, by: Person, at: datetime) -> Outcome:
    """Carry the reform out in one transaction and keep what was changed.

    Raises ``ReformOver``, ``ReformTooEarly`` before its day, ``ReformNotPossible`` if there
    are problems, ``ReformNotRehearsed`` if it would do anything else than its last
    rehearsal showed. After any of these nothing has changed.
    """
    with open_city():
        lock_directory()
        reform = _open_reform(reform_id)
        if timezone.localdate(at) < reform.effective_on:
            raise ReformTooEarly(day=reform.effective_on.isoformat())
        record = _record(reform, by, at)
        carry(_acts(reform), record)
        if record.problems:
            raise ReformNotPossible(problems=" ".join(p.message for p in record.problems))
        if record.result().as_json() != reform.rehearsal:
            raise ReformNotRehearsed
        reform.state, reform.outcome = ReformState.DONE, reform.rehearsal
        reform.ended_at, reform.ended_by = at, by.name
        reform.save()
        trail.record("reform.carried_out", by=by, at=at, subject=str(reform.pk), title=reform.title)
    return Outcome(tuple(record.made), tuple(record.closed), record.result())


def cancel_reform(*, reform_id: UUID, reason: str, by: Person, at: datetime) -> None:
    """Give a planned reform up; its record is kept. Raises ``ReformOver``."""
    with open_city():
        reform = _open_reform(reform_id)
        reform.state, reform.cancel_reason = ReformState.CANCELLED, reason
        reform.ended_at, reform.ended_by = at, by.name
        reform.save()
        trail.record("reform.cancelled", by=by, at=at, subject=str(reform.pk), reason=reason)


def _open_reform(reform_id: UUID) -> Reform:
    reform = Reform.objects.select_for_update().filter(id=reform_id).first()
    if reform is None:
        raise NotFound
    if reform.state in {ReformState.DONE, ReformState.CANCELLED}:
        raise ReformOver(state=ReformState(reform.state).label)
    return reform


def _record(reform: Reform, by: Person, at: datetime) -> Record:
    return Record(on=reform.effective_on, at=at, by=by, reason=reform.title)


def _acts(reform: Reform) -> list[Act]:
    steps = reform.steps.select_related("unit")
    return [act_from(step.act, step.unit.code, step.details) for step in steps]
