"""L5: a unit whose schema cannot be entered: forgotten, suspended, closed, dropped.

Each is refused by PostgreSQL: nothing of the unit, nothing shared, nothing of the unit
before it. A schema on ``search_path`` that the role may not enter is passed over in
silence, so it is refused at the door, and by a policy on every shared table.
"""

import psycopg2
import pytest
from django.db import DatabaseError, connections
from psycopg2 import errors

from core.context import UnitRef, open_unit
from core.db.keys import new_id
from core.people.models import Department
from core.units.models import Unit
from tenancy import fleet
from tenancy.installation import Names


def test_plain_django_tenants_reads_and_writes_the_public_table(plain_leaks):
    assert plain_leaks["l5"] == {
        "says": "gone",
        "reads": ["public"],
        "public afterwards": ["public", "gone"],
    }


def suspended(unit):
    fleet.suspend(unit.code, reason="试验")


def closed(unit):
    fleet.close(unit.code, reason="试验")


def dropped(unit):
    with connections["ddl"].cursor() as cursor:
        cursor.execute(f'DROP SCHEMA "{unit.schema}" CASCADE')


WAYS = (suspended, closed, dropped)
#: What a question about a shared table is answered with: no row, or an error.
SHARED = {suspended: [], closed: [], dropped: errors.InvalidSchemaName}
#: What the first statement of its transaction is answered with.
DOOR = {
    suspended: errors.InsufficientPrivilege,
    closed: errors.InsufficientPrivilege,
    dropped: errors.InvalidSchemaName,
}
MISSING = {dropped: errors.UndefinedTable}


@pytest.fixture
def taken(orchard, taxes, ledger, as_app, city_db):
    """A bare connection by the app's log-in that has just worked for Taxes; Orchard next."""
    with as_app.cursor() as cursor:
        _enter(cursor, city_db, orchard)
        cursor.execute("SELECT name FROM department")
        assert cursor.fetchall() == [("果树股",)]
        cursor.execute("SELECT count(*) FROM unit")
        assert cursor.fetchone()[0] >= 5
        as_app.rollback()
        _enter(cursor, city_db, taxes)
        cursor.execute("SELECT name FROM department")
        assert cursor.fetchall() == [("账务股",)]
        as_app.commit()
    return as_app


def _enter(cursor, names: Names, unit):
    cursor.execute(
        f'SET LOCAL ROLE "{names.unit(unit.id)}"; SET LOCAL search_path = "{unit.schema}", city'
    )


def _answer(connection, names, unit, statement):
    """What PostgreSQL answers to the statement in the unit's name: rows or the error's class."""
    with connection.cursor() as cursor:
        try:
            _enter(cursor, names, unit)
            cursor.execute(statement)
            return cursor.fetchall()
        except psycopg2.Error as refused:
            return type(refused)
        finally:
            connection.rollback()


@pytest.mark.parametrize("end", WAYS)
def test_its_own_tables_are_refused_by_postgresql(end, taken, orchard, city_db):
    end(orchard)

    by_path = _answer(taken, city_db, orchard, "SELECT name FROM department")
    by_name = _answer(taken, city_db, orchard, f'SELECT name FROM "{orchard.schema}".department')

    assert by_path is errors.UndefinedTable
    assert by_name is (errors.UndefinedTable if end is dropped else errors.InsufficientPrivilege)


@pytest.mark.parametrize("end", WAYS)
def test_nothing_shared_is_read_in_its_name(end, taken, orchard, city_db):
    end(orchard)

    for table in ("unit", "module_install"):
        answer = _answer(taken, city_db, orchard, f"SELECT 1 FROM city.{table} LIMIT 1")
        assert answer == SHARED[end]


@pytest.mark.parametrize("end", WAYS)
def test_nothing_shared_is_written_in_its_name(end, taken, orchard, city_db):
    statement = (
        "INSERT INTO city.job (id, name, unit_id, args, state, run_at, attempts, last_error, "
        "created_at, key) VALUES (gen_random_uuid(), 'test.any', "
        f"'{orchard.id}', '{{}}', 'waiting', now(), 1, '', now(), '') RETURNING attempts"
    )
    assert _answer(taken, city_db, orchard, statement) == [(1,)]

    end(orchard)

    assert _answer(taken, city_db, orchard, statement) is DOOR[end]


@pytest.mark.parametrize("end", WAYS)
def test_the_unit_before_it_is_refused_in_its_name(end, taken, orchard, taxes, city_db):
    end(orchard)

    answer = _answer(taken, city_db, orchard, f'SELECT name FROM "{taxes.schema}".department')

    assert answer is errors.InsufficientPrivilege


@pytest.mark.parametrize("end", WAYS)
def test_its_transaction_is_refused_at_the_first_statement(end, orchard, taxes, ledger):
    end(orchard)
    with open_unit(taxes):
        assert Department.objects.count() == 1

    for question in (Department.objects.count, Unit.objects.count):
        with pytest.raises(DatabaseError) as refused, open_unit(orchard):
            question()
        # PostgreSQL 18 names the table that is missing with its schema.
        assert type(refused.value.__cause__) in (DOOR[end], MISSING.get(end))


def test_a_unit_that_never_was_is_refused_at_the_first_statement(taxes, ledger):
    with open_unit(taxes):
        assert Department.objects.count() == 1

    with pytest.raises(DatabaseError, match="does not exist"), open_unit(UnitRef(new_id(), "gone")):
        Unit.objects.count()


def test_a_restored_unit_finds_everything_again(orchard, names_in):
    suspended(orchard)
    fleet.restore(orchard.code, reason="试验")

    with open_unit(orchard):
        assert names_in() == ["果树股"]
        assert Unit.objects.count() >= 5


def test_a_unit_suspended_in_the_middle_of_its_transaction_is_refused(orchard, names_in):
    with pytest.raises(DatabaseError), open_unit(orchard):
        assert names_in() == ["果树股"]
        suspended(orchard)
        names_in()


def test_a_forgotten_context_is_refused_by_postgresql(taken, orchard):
    with taken.cursor() as cursor:
        for table in (f'"{orchard.schema}".department', "city.unit", "city.account"):
            with pytest.raises(errors.InsufficientPrivilege):
                cursor.execute(f"SELECT 1 FROM {table}")
            taken.rollback()
        with pytest.raises(errors.UndefinedTable):
            cursor.execute("SELECT 1 FROM department")
