"""A connection is closed before its server process has grown large with many units' catalogue."""

from pathlib import Path

import pytest
from django.db import connection

from core.context import open_city, open_unit
from core.people.models import Department
from installer.testing.cast import make_units
from tenancy.backend import base

#: What the server process of a connection may hold, even if each of its units has as many
#: relations as a unit may have, and all of them are opened.
STATED_MB = 160
BUDGET = 260
UNITS = 40


@pytest.fixture(scope="module")
def villages(city_db):
    """Units enough to see what one more costs."""
    rows = [(f"v{n}", f"测试村{n}", f"村{n}", "village", "village", "county") for n in range(UNITS)]
    return list(make_units(*rows).values())


@pytest.fixture
def work(as_owner, parks):
    """``work(unit)`` opens every table of the unit; gives the server process and its size."""
    as_owner.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = %s::regnamespace",
        [parks.schema],
    )
    every = [name for (name,) in as_owner.fetchall()]

    def work(unit):
        with open_unit(unit), connection.cursor() as cursor:
            for table in every:
                cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')
            cursor.execute("SELECT pg_backend_pid()")
            return (pid := cursor.fetchone()[0]), _megabytes(pid)

    connection.close()
    yield work
    connection.close()


@pytest.fixture
def relations(as_owner, parks):
    """How many relations a unit has today."""
    as_owner.execute(
        "SELECT count(*) FROM pg_class WHERE relnamespace = %s::regnamespace", [parks.schema]
    )
    return as_owner.fetchone()[0]


def _megabytes(pid):
    """Memory of the process's own; ``pg_backend_memory_contexts`` is for superusers."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("RssAnon:")[2].split()[0]) / 1024


def test_what_a_unit_leaves_behind_stays_below_the_stated_size(
    villages, work, relations, monkeypatch, record_property
):
    limit = base.UNITS_PER_CONNECTION
    monkeypatch.setattr(base, "UNITS_PER_CONNECTION", 10**6)

    sizes = [work(unit)[1] for unit in villages]

    per_unit = (sizes[-1] - sizes[5]) / (UNITS - 6)
    now, worst = (sizes[0] + limit * per_unit * share for share in (1, BUDGET / relations))
    record_property("megabytes", {"unit": per_unit, "connection": now, "at the budget": worst})
    assert per_unit > 0
    assert worst < STATED_MB


def test_a_connection_is_closed_after_its_number_of_units(villages, work, monkeypatch):
    monkeypatch.setattr(base, "UNITS_PER_CONNECTION", 10)

    seen = [work(unit) for unit in villages]

    processes = list(dict.fromkeys(pid for pid, _size in seen))
    assert [pid for pid, _size in seen] == [pid for pid in processes for _ in range(10)]
    sizes = [size for _pid, size in seen]
    assert max(sizes[10:]) < max(sizes[:10]) * 1.2


def test_units_served_again_do_not_count_again(villages, work, monkeypatch):
    monkeypatch.setattr(base, "UNITS_PER_CONNECTION", 10)

    seen = [work(unit) for _ in range(5) for unit in villages[:5]]

    assert len({pid for pid, _size in seen}) == 1


def test_a_transaction_is_never_cut(villages, work, monkeypatch):
    """The connection is full, and its transaction goes on; code on commit finds a new one."""
    monkeypatch.setattr(base, "UNITS_PER_CONNECTION", 1)
    pids = []

    with open_unit(villages[0]):
        for _ in range(3):
            with open_unit(villages[0]), connection.cursor() as cursor:
                Department.objects.create(name="长事务股")
                cursor.execute("SELECT pg_backend_pid()")
                pids += cursor.fetchone()
    with open_city(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pids += cursor.fetchone()

    assert len(set(pids[:3])) == 1
    assert pids[3] != pids[0]
    with open_unit(villages[0]):
        assert Department.objects.filter(name="长事务股").count() == 3
