"""The scheduler: ticks every few seconds, so that nothing waits for a lost message.

Each tick puts the schedules that fell due into the queue (once, however many schedulers
run), wakes the workers if any job is due, and runs the jobs itself while the broker is away.
"""

import logging
import signal
import threading
from datetime import UTC, datetime
from typing import Any

from django.db import DatabaseError, close_old_connections
from django.db.models import Q
from django.utils import timezone

from core.context import open_city
from core.jobs.models import Job, JobState
from core.jobs.queue import enqueue
from core.jobs.registry import DeclaredJob, scheduled_jobs
from core.jobs.waking import wake
from core.jobs.worker import run_due

log = logging.getLogger(__name__)

TICK_SECONDS = 3.0
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def tick(at: datetime) -> int:
    """Do what is due at ``at``; the number of jobs that had to be run here."""
    with open_city():
        for declared in scheduled_jobs():
            _enqueue_slot(declared, at)
        due = _due_jobs(at)
    if due and not wake():
        return run_due(limit=50)
    return 0


def run(stop: threading.Event) -> None:
    """Tick until ``stop`` is set. A database that is away is waited for."""
    while not stop.wait(TICK_SECONDS):
        try:
            tick(timezone.now())
        except DatabaseError as error:
            log.warning("the scheduler waits for the database: %s", error)
        finally:
            close_old_connections()


def main() -> None:
    """The scheduler process: ends at SIGTERM or SIGINT, after the tick it is in."""
    stop = threading.Event()

    def end(*_: Any) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    run(stop)


def _enqueue_slot(declared: DeclaredJob, at: datetime) -> None:
    """The same key for everyone who looks in the same interval: accepted once."""
    slot = (at - _EPOCH) // declared.interval
    enqueue(declared.name, key=f"{declared.name}#{slot}", run_at=at)


def _due_jobs(at: datetime) -> bool:
    due = Q(state=JobState.WAITING) | Q(state=JobState.RUNNING, lease_until__lt=at)
    return Job.objects.filter(due, run_at__lte=at).exists()
