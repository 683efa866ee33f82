"""L1: ROLLBACK TO SAVEPOINT takes ``SET search_path`` back. Fixed in django-tenants 4.0.1."""

from contextlib import suppress

import pytest
from django.db import connection, transaction

from core.context import open_unit
from core.errors import ScopeChanged
from core.people.models import Department


class Stop(Exception):
    """Ends a block by an error."""


def test_plain_django_tenants_does_not_leak_any_more(plain_leaks):
    assert plain_leaks["l1"] == {"says": "a1", "reads": ["a1"]}


def test_a_rollback_to_a_savepoint_keeps_role_and_path(parks, lawn, ledger, names_in):
    with open_unit(parks):
        with suppress(Stop), transaction.atomic():
            Department.objects.create(name="撤销股")
            raise Stop
        assert names_in() == ["绿化股"]


def test_a_rollback_before_the_first_query_keeps_role_and_path(parks, lawn, names_in):
    with open_unit(parks):
        with suppress(Stop), transaction.atomic():
            raise Stop
        assert names_in() == ["绿化股"]


def test_a_savepoint_cannot_become_another_units(parks, taxes, lawn, ledger, names_in):
    with open_unit(parks):
        with pytest.raises(ScopeChanged), transaction.atomic(), open_unit(taxes):
            pytest.fail("entered another unit inside a savepoint")
        assert names_in() == ["绿化股"]


def test_a_role_set_in_a_savepoint_by_hand_reads_neither_unit(parks, lawn, ledger, city_db):
    """PostgreSQL takes the role back with the savepoint: what follows is the unit's again."""
    with open_unit(parks), connection.cursor() as cursor:
        with suppress(Stop), transaction.atomic():
            cursor.execute(f'SET LOCAL ROLE "{city_db.city}"')
            raise Stop
        cursor.execute("SELECT current_user, (SELECT string_agg(name, ',') FROM department)")
        assert cursor.fetchone() == (city_db.unit(parks.id), "绿化股")
