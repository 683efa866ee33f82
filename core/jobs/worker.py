"""Running jobs: claim one under a lease, run it in its own scope, record how it ended."""

import logging
import traceback
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from core.audit.source import Source, acting_from
from core.context import UnitRef, open_city, open_unit
from core.jobs.models import Job, JobState
from core.jobs.registry import DeclaredJob, UnknownJob, declared_job
from core.jobs.units import unit_to_work_in

log = logging.getLogger(__name__)

#: How long a job of a suspended unit, or of a module switched off there, is put aside.
SET_ASIDE = timedelta(minutes=10)
_FIRST_RETRY = timedelta(seconds=5)
_LONGEST_RETRY = timedelta(hours=1)
_KEPT_ERROR = 4000


class LeaseLost(Exception):
    """Another worker took the job over while this one still ran: its work is rolled back."""


class WorkerDied(Exception):
    """The job's lease ran out again and again: it kills its worker, and is not tried again."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A job that this worker may run; ``attempt`` tells its lease from a later one."""

    id: UUID
    name: str
    unit_id: UUID | None
    args: dict[str, Any]
    attempt: int


def run_due(limit: int, *, at: datetime | None = None) -> int:
    """Run up to ``limit`` jobs that are due, one by one; the number claimed.

    ``at`` stands for the clock in tests. A job that fails is tried again later and kept
    as dead, with its error, after its last attempt; it never stops the others.
    """
    for ran in range(limit):
        claim = claim_next(at or timezone.now())
        if claim is None:
            return ran
        _run(claim, at or timezone.now())
    return limit


def claim_next(at: datetime) -> Claim | None:
    """Take the job that waits longest; one that another worker is taking is skipped."""
    due = Q(state=JobState.WAITING) | Q(state=JobState.RUNNING, lease_until__lt=at)
    with open_city():
        jobs = Job.objects.filter(due, run_at__lte=at).order_by("run_at")
        job = jobs.select_for_update(skip_locked=True).first()
        if job is None:
            return None
        job.state = JobState.RUNNING
        job.attempts += 1
        job.lease_until = at + _lease_of(job.name)
        job.save(update_fields=["state", "attempts", "lease_until"])
        return Claim(job.id, job.name, job.unit_id, job.args, job.attempts)


def _lease_of(name: str) -> timedelta:
    try:
        return declared_job(name).lease
    except UnknownJob:
        return timedelta(minutes=1)


def _run(claim: Claim, at: datetime) -> None:
    try:
        declared = declared_job(claim.name)
        # A row may come from a unit's role by other ways than ``enqueue``.
        declared.check_owner(claim.unit_id)
        _refuse_if_deadly(claim, declared)
        unit = unit_to_work_in(claim.unit_id, declared.module)
        if claim.unit_id is not None and unit is None:
            _put_back(claim, run_at=at + SET_ASIDE)
            return
        with acting_from(Source(request_id=f"job:{claim.id.hex}")):
            _work(claim, declared, unit, at)
    except LeaseLost:
        log.warning("job %s %s was taken over by another worker", claim.name, claim.id)
    except Exception as error:
        log.exception("job %s %s failed", claim.name, claim.id)
        _note_failure(claim, error, at)


def _refuse_if_deadly(claim: Claim, declared: DeclaredJob) -> None:
    if claim.attempt > declared.attempts:
        raise WorkerDied(f"after {claim.attempt - 1} attempts no worker came back")


def _work(claim: Claim, declared: DeclaredJob, unit: UnitRef | None, at: datetime) -> None:
    scope = _scope(unit) if declared.transaction else nullcontext()
    with scope:
        declared.run(**claim.args, **declared.given(at=at, unit=unit))
        if declared.transaction:
            _finish(claim, at)
    if not declared.transaction:
        with open_city():
            _finish(claim, at)


def _scope(unit: UnitRef | None) -> AbstractContextManager[Any]:
    return open_unit(unit) if unit else open_city()


def _held(claim: Claim) -> Any:
    return Job.objects.filter(pk=claim.id, state=JobState.RUNNING, attempts=claim.attempt)


def _finish(claim: Claim, at: datetime) -> None:
    """In the transaction of the work: either both stand or neither."""
    if not _held(claim).update(state=JobState.DONE, finished_at=at):
        raise LeaseLost(claim.name)


def _put_back(claim: Claim, *, run_at: datetime) -> None:
    with open_city():
        _held(claim).update(
            state=JobState.WAITING, run_at=run_at, lease_until=None, attempts=claim.attempt - 1
        )


def _note_failure(claim: Claim, error: Exception, at: datetime) -> None:
    text = "".join(traceback.format_exception(error))[-_KEPT_ERROR:]
    dead = claim.attempt >= _attempts_of(claim.name)
    delay = min(_FIRST_RETRY * 4 ** (claim.attempt - 1), _LONGEST_RETRY)
    with open_city():
        _held(claim).update(
            state=JobState.DEAD if dead else JobState.WAITING,
            run_at=at + delay,
            lease_until=None,
            last_error=text,
            finished_at=at if dead else None,
        )


def _attempts_of(name: str) -> int:
    try:
        return declared_job(name).attempts
    except UnknownJob:
        return 1
