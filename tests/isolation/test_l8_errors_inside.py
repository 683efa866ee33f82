"""L8: a block that ends by an error leaves its context behind (django-pgschemas 1.1.1).

django-tenants 4.0.1 does not: its blocks restore the tenant whatever happens.
"""

import pytest
from django.db import DatabaseError, InterfaceError, connection

from core.context import current_scope, open_city, open_unit
from core.errors import ScopeNotOpen
from core.people.models import Department


class Stop(Exception):
    """Ends a block by an error."""


def test_plain_django_tenants_does_not_leak(plain_leaks):
    assert plain_leaks["l8"] == {"says": "a0", "reads": ["a0"]}


def test_an_error_ends_the_scope_and_undoes_its_rows(parks, taxes, lawn, ledger, names_in):
    with pytest.raises(Stop), open_unit(parks):
        Department.objects.create(name="半途股")
        raise Stop

    assert current_scope() is None
    with pytest.raises(ScopeNotOpen):
        names_in()
    with open_unit(taxes):
        assert names_in() == ["账务股"]
    with open_unit(parks):
        assert names_in() == ["绿化股"]


def test_an_error_in_a_nested_scope_leaves_the_outer_one(parks, lawn, names_in):
    with open_unit(parks):
        with pytest.raises(Stop), open_unit(parks):
            Department.objects.create(name="半途股")
            raise Stop
        assert names_in() == ["绿化股"]


def test_an_error_of_the_database_leaves_the_next_scope_clean(parks, taxes, lawn, ledger, names_in):
    with pytest.raises(DatabaseError), open_unit(parks), connection.cursor() as cursor:
        cursor.execute("SELECT 1/0")

    with open_unit(taxes):
        assert names_in() == ["账务股"]


def test_a_lost_connection_loses_its_scope_and_the_next_one_takes_its_own(
    parks, taxes, lawn, ledger, names_in, as_owner
):
    with pytest.raises(DatabaseError), open_unit(parks):
        assert names_in() == ["绿化股"]
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            as_owner.execute("SELECT pg_terminate_backend(%s, 5000)", cursor.fetchone())
        names_in()

    assert current_scope() is None
    with open_unit(taxes):
        assert names_in() == ["账务股"]


def test_a_connection_closed_inside_a_scope_reads_nothing_more(parks, lawn, names_in):
    with pytest.raises(InterfaceError), open_unit(parks):
        connection.close()
        names_in()

    with open_unit(parks):
        assert names_in() == ["绿化股"]


def test_a_unit_after_the_city_and_back_on_one_connection(parks, taxes, lawn, ledger, names_in):
    seen = []
    for unit in (parks, taxes, parks):
        with open_city(), connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('department')")
            assert cursor.fetchone() == (None,)
        with open_unit(unit):
            seen += names_in()

    assert seen == ["绿化股", "账务股", "绿化股"]
