"""What may be put into the queue, and by whom."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError
from django.utils import timezone

from core.context import open_city, open_unit
from core.errors import ScopeNotOpen, WrongUnit
from core.jobs.models import Job
from core.jobs.public import CitysOwnJob, UnknownJob, WrongJobArguments, enqueue


def _subjects() -> list[str]:
    with open_city():
        return [job.args["subject"] for job in Job.objects.order_by("id")]


def test_a_job_exists_when_its_cause_does(parks):
    with open_unit(parks):
        enqueue("test.note", subject="kept")
    with pytest.raises(ZeroDivisionError), open_unit(parks):
        _enqueue_and_fail()

    assert _subjects() == ["kept"]


def test_a_key_is_accepted_once_per_unit(parks, taxes):
    for unit in (parks, parks, taxes):
        with open_unit(unit):
            enqueue("test.note", subject=unit.code, key="daily")
    for _ in range(2):
        with open_city():
            enqueue("test.note", subject="city", key="daily")

    assert _subjects() == ["parks", "taxes", "city"]


def test_an_undeclared_job_is_refused_at_once(in_parks):
    with pytest.raises(UnknownJob):
        enqueue("test.nothing")


@pytest.mark.parametrize("args", [{}, {"subject": "a", "colour": "red"}, {"at": "now"}])
def test_wrong_arguments_are_refused_at_once(in_parks, args):
    with pytest.raises(WrongJobArguments):
        enqueue("test.note", **args)


@pytest.mark.parametrize("name", ["jobs.prune", "test.city_work"])
def test_what_runs_by_the_clock_or_opens_any_scope_is_the_citys(in_parks, name):
    with pytest.raises(CitysOwnJob):
        enqueue(name)


def test_outside_a_transaction_nothing_is_enqueued(city_db):
    with pytest.raises(ScopeNotOpen):
        enqueue("test.note", subject="a")


def test_a_unit_enqueues_for_itself_only(parks, taxes):
    with open_unit(parks), pytest.raises(WrongUnit):
        enqueue("test.note", unit=taxes, subject="a")
    with open_unit(parks), pytest.raises(ProgrammingError, match="row-level security"):
        Job.objects.bulk_create([_job_of(taxes.id)])


def test_a_unit_sees_its_own_jobs_only(parks, taxes):
    for unit in (parks, taxes):
        with open_unit(unit):
            enqueue("test.note", subject=unit.code)

    with open_unit(taxes):
        assert [job.args["subject"] for job in Job.objects.all()] == ["taxes"]


def test_a_unit_cannot_put_off_or_rewrite_a_job(parks, now):
    with open_unit(parks):
        enqueue("test.note", subject="a")
    with open_unit(parks), pytest.raises(ProgrammingError, match="permission denied"):
        Job.objects.update(run_at=now + timedelta(days=1))


def _enqueue_and_fail() -> None:
    enqueue("test.note", subject="undone")
    raise ZeroDivisionError


def _job_of(unit_id) -> Job:
    now = timezone.now()
    return Job(name="test.note", unit_id=unit_id, run_at=now, created_at=now)
