"""What a line of the trail holds, whose trail it is in, and that nobody changes it."""

from dataclasses import replace

import pytest
from django.core.cache import cache
from django.db import ProgrammingError, connection, connections, transaction
from django.utils import timezone

from core.audit.models import AuditEntry
from core.audit.public import Result, record
from core.audit.source import Source, acting_from
from core.context import open_city, open_unit
from core.errors import ScopeNotOpen
from core.evidence.models import CityEntry, TrailWitness
from installer.testing.people import browser_of


def _last(action):
    return AuditEntry.objects.filter(action=action).latest("id")


def test_a_line_says_who_for_whom_what_from_where_and_how_it_ended(parks, alice):
    deputy = replace(alice, acting_for="李四（县长）")
    with acting_from(Source("10.0.0.7", "Firefox", "r1")), open_unit(parks):
        record("test.signed", by=deputy, at=timezone.now(), subject="x", before=1, after=2, n=3)

    with open_unit(parks):
        line = _last("test.signed")
    assert (line.person_name, line.title, line.acting_for) == ("Alice", "主任", "李四（县长）")
    assert (line.address, line.device, line.request_id) == ("10.0.0.7", "Firefox", "r1")
    assert (line.result, line.detail) == ("done", {"n": 3})
    assert len({line.before, line.after, ""}) == 3


def test_a_line_holds_no_value_before_or_after_and_no_long_text(parks, alice):
    with open_unit(parks):
        what = {"mobile": "13900000077"}
        record(
            "test.a", by=alice, at=timezone.now(), subject="x" * 300, before=what, why="长" * 999
        )
        row = AuditEntry.objects.filter(action="test.a").values().get()

    assert "13900000077" not in str(row)
    assert (len(row["subject"]), len(row["detail"]["why"])) == (100, 200)


def test_the_scope_decides_whose_trail_it_is_and_without_one_there_is_none(parks, alice):
    with open_city():
        record("test.granted", by=alice, at=timezone.now(), subject="x")
    with pytest.raises(ScopeNotOpen):
        record("test.granted", by=alice, at=timezone.now(), subject="x")

    with open_city():
        assert CityEntry.objects.filter(action="test.granted").count() == 1
    with open_unit(parks):
        assert not AuditEntry.objects.filter(action="test.granted").exists()


def test_a_line_stands_and_falls_with_its_act_and_so_does_its_witness(parks, alice):
    with open_city():
        before = TrailWitness.objects.count()
    with pytest.raises(ZeroDivisionError), open_unit(parks):
        record("test.undone", by=alice, at=timezone.now(), subject="x")
        raise ZeroDivisionError

    with open_unit(parks):
        assert not AuditEntry.objects.filter(action="test.undone").exists()
    with open_city():
        assert TrailWitness.objects.count() == before


CHANGES = ("UPDATE {} SET action = 'x'", "DELETE FROM {}", "TRUNCATE {}")


@pytest.mark.parametrize("change", CHANGES)
def test_no_log_in_and_no_role_changes_a_line(parks, change):
    with open_unit(parks), pytest.raises(ProgrammingError, match="permission denied"):
        connection.cursor().execute(change.format("audit_entry"))
    for table in ("city_entry", "trail_block", "trail_checkpoint"):
        with open_city(), pytest.raises(ProgrammingError, match="permission denied"):
            connection.cursor().execute(change.format(table).replace("action = 'x'", "id = id"))
    # The log-in that owns the tables could grant itself the right; the trigger stops it still.
    with (
        pytest.raises(ProgrammingError, match="append only: audit_entry"),
        transaction.atomic(using="ddl"),
        connections["ddl"].cursor() as cursor,
    ):
        cursor.execute(change.format(f'"{parks.schema}".audit_entry'))


def test_a_refused_page_leaves_a_line_with_its_request_and_not_without_end(bob, parks):
    cache.clear()  # where refusals are counted, by every test of this process
    browser = browser_of(bob)
    first = browser.get("/u/parks/people/roles/")
    for _ in range(25):
        browser.get("/u/parks/people/roles/")

    with open_unit(parks):
        lines = AuditEntry.objects.filter(action="access.refused").order_by("id")
        line = lines.first()
        assert lines.count() == 20
    assert (line.subject, line.result, line.person_name) == ("people.manage", Result.REFUSED, "Bob")
    assert line.request_id == first["X-Request-Id"]
    assert line.detail == {"method": "GET", "path": "/u/parks/people/roles/"}
