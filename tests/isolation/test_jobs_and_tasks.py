"""Celery tasks and jobs: the unit travels with the work, or the work is refused."""

import pytest
from celery import Celery
from django.utils import timezone

from core.context import current_unit, open_city, open_unit
from core.errors import ScopeNotOpen, WrongUnit
from core.jobs.models import Job
from core.jobs.public import enqueue, job
from core.jobs.worker import run_due
from core.people.models import Department


@job("isolation.name_it", attempts=1)
def name_it(*, title):
    """Make a department in whatever unit the job runs in."""
    Department.objects.create(name=f"{title}@{current_unit().code}")


@pytest.fixture
def celery():
    """A Celery application that runs its tasks at once, in this process."""
    return Celery("isolation", broker="memory://", set_as_current=False)


def test_a_task_without_a_scope_is_refused(celery, lawn):
    @celery.task
    def read():
        return Department.objects.count()

    with pytest.raises(ScopeNotOpen):
        read.apply().get()


def test_a_task_does_not_keep_the_scope_of_the_one_before(celery, parks, taxes, lawn, ledger):
    units = {unit.code: unit for unit in (parks, taxes)}

    @celery.task
    def read(code):
        if code not in units:
            return Department.objects.count()
        with open_unit(units[code]):
            return [row.name for row in Department.objects.all()]

    assert read.apply(("parks",)).get() == ["绿化股"]
    assert read.apply(("taxes",)).get() == ["账务股"]
    with pytest.raises(ScopeNotOpen):
        read.apply(("forgotten",)).get()


def test_a_job_carries_its_unit_and_runs_there(parks, taxes, city_db):
    for unit in (parks, taxes):
        with open_unit(unit):
            enqueue("isolation.name_it", title="夜班股")

    with open_city():
        mine = Job.objects.filter(name="isolation.name_it")
        assert {row.unit_id for row in mine} == {parks.id, taxes.id}
    run_due(100, at=timezone.now())

    for unit in (parks, taxes):
        with open_unit(unit):
            made = Department.objects.filter(name__startswith="夜班股")
            assert [row.name for row in made] == [f"夜班股@{unit.code}"]
            made.delete()


def test_a_job_is_not_enqueued_without_a_scope_nor_for_another_unit(parks, taxes):
    with pytest.raises(ScopeNotOpen):
        enqueue("isolation.name_it", title="夜班股")
    with open_unit(parks), pytest.raises(WrongUnit):
        enqueue("isolation.name_it", unit=taxes, title="夜班股")


def test_the_arguments_of_one_units_jobs_are_hidden_from_another(parks, taxes):
    with open_unit(parks):
        enqueue("isolation.name_it", key="once", title="机密股")
        assert Job.objects.filter(key="once").count() == 1

    with open_unit(taxes):
        assert Job.objects.filter(key="once").count() == 0
        assert Job.objects.filter(key="once").update(state="done") == 0
