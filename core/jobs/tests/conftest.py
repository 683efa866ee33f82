"""Jobs that the tests of the queue run."""

import pytest
from django.utils import timezone

from core.audit.models import AuditEntry
from core.jobs.public import job


class Broken(Exception):
    """What the failing job raises."""


@job("test.note", attempts=3)
def note(*, subject, fail=False, at):
    """Write a line into the unit's trail, and fail afterwards if asked to."""
    AuditEntry.objects.create(at=at, person_name="", action="test.note", subject=subject)
    if fail:
        raise Broken("after the line was written")


ran_in_the_citys_name = []


@job("test.city_work", transaction=False)
def city_work():
    """Could open any scope it likes."""
    ran_in_the_citys_name.append(True)


@pytest.fixture
def now():
    """The time at which a test begins."""
    return timezone.now()
