"""The scheduler: schedules fall due once, and a lost broker loses nothing."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from core.audit.models import AuditEntry
from core.context import open_city, open_unit
from core.jobs import waking
from core.jobs.models import Job
from core.jobs.public import enqueue, job
from core.jobs.scheduler import tick

ran_at = []


@job("test.hourly", every=timedelta(hours=1))
def _hourly(*, at):
    ran_at.append(at)


def _enqueued(name: str) -> int:
    with open_city():
        return Job.objects.filter(name=name).count()


def test_a_schedule_falls_due_once_however_often_it_is_looked_at(city_db, now):
    on_the_hour = now.replace(minute=0, second=0, microsecond=0)
    for minute in (1, 20, 59, 61):
        tick(on_the_hour + timedelta(minutes=minute))

    assert _enqueued("test.hourly") == 2


@pytest.fixture
def silent_broker(monkeypatch):
    """The broker did not answer a moment ago and is left alone for the whole test."""
    monkeypatch.setattr(waking, "_silent_until", time.monotonic() + 600)


def test_without_a_broker_the_scheduler_runs_the_jobs_itself(parks, silent_broker):
    with open_unit(parks):
        enqueue("test.note", subject="a")

    tick(timezone.now())

    with open_unit(parks):
        notes = AuditEntry.objects.filter(action="test.note")
        assert [entry.subject for entry in notes] == ["a"]


def test_old_traces_are_forgotten_and_dead_jobs_kept(city_db, now, silent_broker):
    long_ago = now - timedelta(days=31)
    with open_city():
        for state in ("done", "dead"):
            Job.objects.create(
                name=state, state=state, run_at=long_ago, created_at=long_ago, finished_at=long_ago
            )

    tick(now)
    with open_city():
        remaining = Job.objects.filter(finished_at=long_ago).values_list("name", flat=True)
        assert list(remaining) == ["dead"]
