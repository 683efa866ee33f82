"""The time of the tests, a notice of any kind, and a way to run what waits."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections

from core.context import open_unit
from core.jobs.worker import run_due
from core.notices.public import Notice, notify
from installer.testing.cities import copied_city

#: Ten in the morning of 1 March 2027 in Changde: later than any clock of the machine.
AT = datetime(2027, 3, 1, 2, tzinfo=UTC)


_AS_IT_WAS = """
    TRUNCATE city.notice, city.notice_delivery, city.notice_wishes, city.notice_gateway, city.job;
    UPDATE city.post SET ended_on = NULL;
    UPDATE city.account SET is_active = true;
    UPDATE city.unit SET state = 'active' WHERE state = 'suspended';
"""


@pytest.fixture(scope="module")
def city_db(base_city, django_db_blocker):
    """A city of its own for one file; each test leaves it as it was."""
    with copied_city(base_city, django_db_blocker) as names:
        yield names


@pytest.fixture(autouse=True)
def _as_it_was(city_db):
    yield
    with connections["owner"].cursor() as cursor:
        cursor.execute(_AS_IT_WAS)


def notice(reference="1", **more) -> Notice:
    facts = {"kind": "arrived", "title": "有新公文待签收", "body": "关于防汛的通知", **more}
    return Notice(module="test", reference=reference, **facts)


def tell(unit, *people, at=AT, **more) -> None:
    with open_unit(unit):
        notify(to=[each.account_id for each in people], notice=notice(**more), at=at)


@pytest.fixture
def work():
    """Run the jobs that are due at a time, until none is."""

    def until_nothing_is_due(at=AT, **later) -> None:
        while run_due(limit=20, at=at + timedelta(seconds=1) + timedelta(**later)):
            pass

    return until_nothing_is_due
