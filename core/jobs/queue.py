"""Putting jobs into the queue, in the transaction of their cause."""

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
    declared, owner = declared_job(name), _owner(unit)
    declared.check_owner(owner)
    declared.check_arguments(args)
    now = timezone.now()
    Job.objects.bulk_create(
        [
            Job(
                name=name,
                unit_id=owner,
                key=key,
                run_at=run_at or now,
                created_at=now,
                args={argument: _plain(value) for argument, value in args.items()},
            )
        ],
        ignore_conflicts=bool(key),
    )
    if run_at is None or run_at <= now:
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
