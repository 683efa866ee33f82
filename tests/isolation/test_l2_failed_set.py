"""L2: a failed ``SET search_path`` is swallowed and the query runs where the last one did."""

import pytest
from django.db import DatabaseError, connections

from core.context import open_unit
from core.people.models import Department


def test_plain_django_tenants_reads_the_previous_tenant(plain_leaks):
    assert plain_leaks["l2"] == {"says": "a1", "reads": ["a0"]}


def test_a_role_that_cannot_be_taken_ends_the_transaction(parks, taxes, lawn, ledger, names_in):
    with open_unit(parks):
        assert names_in() == ["绿化股"]

    _take_away(taxes)

    with pytest.raises(DatabaseError, match="permission denied to set role"), open_unit(taxes):
        names_in()


def test_whoever_catches_that_error_reads_nothing_either(parks, taxes, lawn, ledger, names_in):
    with open_unit(parks):
        assert names_in() == ["绿化股"]
    _take_away(taxes)

    with pytest.raises(DatabaseError, match="aborted"), open_unit(taxes):
        try:
            names_in()
        except DatabaseError:
            Department.objects.count()


def _take_away(unit):
    """Make ``SET ROLE`` fail for real: the log-in is no longer a member."""
    names = connections["owner"].names
    with connections["owner"].cursor() as cursor:
        cursor.execute(f'REVOKE "{names.unit(unit.id)}" FROM "{names.app}"')
    connections["default"].close()


@pytest.fixture(autouse=True)
def _membership_stands_again(city_db, taxes):
    """Roles are the cluster's: the next test finds them as they were."""
    yield
    with connections["owner"].cursor() as cursor:
        cursor.execute(f'GRANT "{city_db.unit(taxes.id)}" TO "{city_db.app}"')
