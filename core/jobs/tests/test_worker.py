"""Jobs run in their own scope, exactly once, and are kept when they fail."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from core.audit.models import AuditEntry
from core.context import open_city, open_unit
from core.jobs.models import Job
from core.jobs.public import enqueue, job
from core.jobs.tests.conftest import ran_in_the_citys_name
from core.jobs.worker import _run, claim_next, run_due
from core.units.models import Unit


def _notes(unit) -> list[str]:
    with open_unit(unit):
        return sorted(entry.subject for entry in AuditEntry.objects.filter(action="test.note"))


def _only_job() -> Job:
    with open_city():
        return Job.objects.get()


def _later(now, **delta):
    return now + timedelta(seconds=1, **delta)


def test_a_job_runs_in_the_unit_that_enqueued_it(parks, taxes, now):
    for unit in (parks, taxes):
        with open_unit(unit):
            enqueue("test.note", subject=unit.code)

    assert run_due(10, at=_later(now)) == 2
    assert _notes(parks) == ["parks"]
    assert _notes(taxes) == ["taxes"]


def test_a_job_for_later_waits(parks, now):
    with open_unit(parks):
        enqueue("test.note", subject="later", run_at=now + timedelta(hours=1))

    assert run_due(10, at=_later(now)) == 0
    assert run_due(10, at=_later(now, hours=1)) == 1


def test_a_failed_job_leaves_nothing_and_is_tried_again(parks, now):
    with open_unit(parks):
        enqueue("test.note", subject="a", fail=True)

    run_due(10, at=_later(now))

    assert _notes(parks) == []
    failed = _only_job()
    assert (failed.state, failed.attempts) == ("waiting", 1)
    assert "Broken: after the line was written" in failed.last_error
    assert failed.run_at > _later(now)


def test_after_its_last_attempt_a_job_is_dead_and_keeps_its_error(parks, now):
    with open_unit(parks):
        enqueue("test.note", subject="a", fail=True)

    for day in range(4):
        run_due(10, at=_later(now, days=day))

    assert (_only_job().state, _only_job().attempts) == ("dead", 3)


def test_a_failing_job_does_not_stop_the_others(parks, now):
    with open_unit(parks):
        enqueue("test.note", subject="bad", fail=True)
        enqueue("test.note", subject="good")

    run_due(10, at=_later(now))

    assert _notes(parks) == ["good"]


def test_a_killed_workers_job_is_taken_over_after_its_lease(parks, now):
    with open_unit(parks):
        enqueue("test.note", subject="a")
    claim_next(_later(now))  # and the worker is never heard of again

    assert run_due(10, at=_later(now, minutes=9)) == 0
    assert run_due(10, at=_later(now, minutes=11)) == 1
    assert _notes(parks) == ["a"]


def test_a_worker_that_lost_its_lease_writes_nothing(parks, now):
    with open_unit(parks):
        enqueue("test.note", subject="a")
    slow = claim_next(_later(now))
    run_due(10, at=_later(now, minutes=11))

    _run(slow, _later(now, minutes=12))

    assert _notes(parks) == ["a"]


def test_a_job_that_kills_its_workers_is_given_up(parks, now):
    with open_unit(parks):
        enqueue("test.note", subject="a")
    for day in range(3):
        claim_next(_later(now, days=day))

    run_due(10, at=_later(now, days=4))

    assert (_only_job().state, _notes(parks)) == ("dead", [])


def test_a_suspended_units_jobs_wait_for_it(parks, now):
    with open_unit(parks):
        enqueue("test.note", subject="a")
    with open_city():
        Unit.objects.filter(pk=parks.id).update(state="suspended")

    run_due(10, at=_later(now))
    assert (_only_job().state, _only_job().attempts) == ("waiting", 0)

    with open_city():
        Unit.objects.filter(pk=parks.id).update(state="active")
    run_due(10, at=_later(now, minutes=11))
    assert _notes(parks) == ["a"]


def test_a_job_nobody_declares_any_more_is_dead(parks, now):
    with open_city():
        Job.objects.create(name="test.gone", run_at=now, created_at=now)

    run_due(10, at=_later(now))

    assert _only_job().state == "dead"


def test_workers_side_by_side_run_each_job_once(parks, now):
    with open_unit(parks):
        for serial in range(40):
            enqueue("test.note", subject=f"{serial:02}")

    def worker(_) -> int:
        try:
            return run_due(100, at=_later(now, minutes=5))
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=4) as pool:
        assert sum(pool.map(worker, range(4))) == 40

    assert _notes(parks) == [f"{serial:02}" for serial in range(40)]


def test_a_citys_job_that_a_unit_wrote_into_the_queue_is_not_run(parks, now):
    with open_unit(parks):
        row = Job(name="test.city_work", unit_id=parks.id, run_at=now, created_at=now)
        Job.objects.bulk_create([row])

    run_due(10, at=_later(now))

    assert ran_in_the_citys_name == []
    assert "CitysOwnJob" in _only_job().last_error


@job("test.own_transactions", transaction=False)
def _in_own_transactions(*, unit, subject):
    for part in ("a", "b"):
        with open_unit(unit):
            AuditEntry.objects.create(at=timezone.now(), action="test.note", subject=subject + part)


def test_a_job_may_open_its_own_transactions(parks, now):
    with open_unit(parks):
        enqueue("test.own_transactions", subject="x")

    run_due(10, at=_later(now))

    assert (_only_job().state, _notes(parks)) == ("done", ["xa", "xb"])
