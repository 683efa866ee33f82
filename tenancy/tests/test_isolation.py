"""The database refuses, not only the code."""

import pytest
from django.db import ProgrammingError, connection
from django.utils import timezone

from core.audit.models import AuditEntry
from core.context import open_city, open_unit
from core.errors import ScopeNotOpen, WrongUnit


def _write_entry(subject: str) -> None:
    AuditEntry.objects.create(
        at=timezone.now(), person_name="Alice", action="test.wrote", subject=subject
    )


def test_a_unit_reads_what_it_wrote(parks):
    with open_unit(parks):
        _write_entry("one")

    with open_unit(parks):
        assert [entry.subject for entry in AuditEntry.objects.filter(action="test.wrote")] == [
            "one"
        ]


def test_another_units_schema_is_refused_by_postgresql(parks, taxes):
    with open_unit(parks):
        _write_entry("one")

    with open_unit(taxes), pytest.raises(ProgrammingError, match="permission denied for schema"):
        connection.cursor().execute(f'SELECT * FROM "{parks.schema}".audit_entry')


def test_without_a_scope_there_is_no_cursor(city_db):
    with pytest.raises(ScopeNotOpen):
        connection.cursor()


def test_the_city_has_no_unit_tables(city_db):
    with open_city(), pytest.raises(ProgrammingError, match="does not exist"):
        AuditEntry.objects.count()


def test_a_queryset_carried_over_is_refused(parks, taxes):
    with open_unit(parks):
        carried = AuditEntry.objects.all()

    with open_unit(taxes), pytest.raises(WrongUnit):
        list(carried)
