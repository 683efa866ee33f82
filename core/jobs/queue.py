"""Putting jobs into the queue, in the transaction of their cause."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from core.context import UnitRef, current_scope
from core.errors import ScopeNotOpen, WrongUnit
from core.jobs.models import Job
from core.jobs.registry import declared_job
from core.jobs.waking import wake


def enqueue(
    name: str,
    *,
    unit: UnitRef | None = None,
    key: str = "",
    run_at: datetime | None = None,
    **args: Any,
) -> None:
    """Run the job ``name`` after this transaction commits, or at ``run_at``.

    It belongs to ``unit``; without one, to the unit (or the city) whose transaction is
    open. A second job with the same ``key`` is dropped. Raises ``UnknownJob``,
    ``CitysOwnJob`` and ``WrongJobArguments`` at once, not in a worker at night.
    """
    _add(name, [_owner(unit)], key, run_at, args)


def enqueue_for_units(
    name: str,
    *,
    units: Iterable[UUID],
    key: str = "",
    run_at: datetime | None = None,
    **args: Any,
) -> None:
    """The same job for each of many units, in one statement; the city's transaction only."""
    scope = current_scope()
    if scope is None or scope.unit is not None:
        raise ScopeNotOpen("jobs of many units are enqueued by the city")
    _add(name, list(units), key, run_at, args)


def _add(
    name: str,
    owners: Iterable[UUID | None],
    key: str,
    run_at: datetime | None,
    args: Mapping[str, Any],
) -> None:
    declared = declared_job(name)
    declared.check_arguments(args)
    now = timezone.now()
    plain = {argument: _plain(value) for argument, value in args.items()}
    rows = []
    for owner in owners:
        declared.check_owner(owner)
        row = Job(name=name, unit_id=owner, key=key, args=plain, created_at=now)
        row.run_at = run_at or now
        rows.append(row)
    Job.objects.bulk_create(rows, ignore_conflicts=bool(key))
    if rows and (run_at is None or run_at <= now):
        wake_on_commit()


def wake_on_commit() -> None:
    """Wake the workers once after the open transaction, however many jobs it adds."""
    if all(entry[1] is not _wake for entry in connection.run_on_commit):
        transaction.on_commit(_wake)


def _wake() -> None:
    wake()


def _owner(unit: UnitRef | None) -> UUID | None:
    scope = current_scope()
    if scope is None:
        raise ScopeNotOpen("a job is enqueued in the transaction of its cause")
    if scope.unit and unit and unit.id != scope.key:
        raise WrongUnit(f"unit {scope.key} enqueues a job for {unit.id}")
    return unit.id if unit else scope.key


def _plain(value: Any) -> Any:
    """A value as JSON keeps it; a job's function gets ids and times as text."""
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if isinstance(value, datetime) else value
