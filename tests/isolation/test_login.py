"""The log-in of pages and workers: what it is, what it owns, what it cannot become."""

import pytest
from psycopg2 import errors

from core.context import open_unit
from core.people.models import Department


def test_it_has_no_power_of_its_own(as_owner, city_db):
    as_owner.execute(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolinherit,"
        " rolcanlogin FROM pg_roles WHERE rolname = %s",
        [city_db.app],
    )
    assert as_owner.fetchone() == (False, False, False, False, False, False, True)


def test_it_owns_nothing(as_owner, city_db):
    as_owner.execute(
        "SELECT count(*) FROM pg_shdepend d JOIN pg_roles r ON r.oid = d.refobjid"
        " WHERE r.rolname = %s AND d.deptype = 'o'",
        [city_db.app],
    )
    assert as_owner.fetchone() == (0,)


def test_no_role_that_it_can_take_has_power_or_owns_anything(as_owner, city_db):
    as_owner.execute(
        "SELECT rolname FROM pg_roles r WHERE pg_has_role(%s, r.oid, 'MEMBER') AND (rolsuper"
        " OR rolbypassrls OR rolcreaterole OR rolcreatedb OR (rolcanlogin AND rolname <> %s)"
        " OR EXISTS (SELECT FROM pg_shdepend d WHERE d.refobjid = r.oid AND d.deptype = 'o'))",
        [city_db.app, city_db.app],
    )
    assert as_owner.fetchall() == []


def test_it_can_take_a_units_role_but_not_the_owners_nor_the_one_for_ddl(
    as_app, as_owner, city_db, parks
):
    as_owner.execute("SELECT current_user")
    (owner,) = as_owner.fetchone()

    with as_app.cursor() as cursor:
        cursor.execute(f'SET ROLE "{city_db.unit(parks.id)}"')
        for role in (owner, city_db.ddl):
            as_app.rollback()
            with pytest.raises(errors.InsufficientPrivilege):
                cursor.execute(f'SET ROLE "{role}"')


FORBIDDEN = (
    "CREATE TEMP TABLE mine (id int)",
    "CREATE SCHEMA mine",
    "CREATE TABLE public.mine (id int)",
    "CREATE TABLE city.mine (id int)",
    "CREATE ROLE mine",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT id FROM city.installation",
    "SELECT 1 FROM city.django_migrations",
    "SELECT most_common_vals FROM pg_stats",
    "SELECT most_common_vals FROM pg_stats_ext",
    "SELECT rolpassword FROM pg_authid",
)


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_neither_it_nor_a_unit_nor_the_city_may(statement, as_app, city_db, parks):
    for role in (city_db.app, city_db.unit(parks.id), city_db.city):
        with as_app.cursor() as cursor, pytest.raises(errors.InsufficientPrivilege):
            cursor.execute(f'SET LOCAL ROLE "{role}"')
            cursor.execute(statement)
        as_app.rollback()


def test_groups_alone_reach_no_unit(as_app, city_db, parks, lawn):
    with open_unit(parks):
        assert Department.objects.count() == 1
    for role in (city_db.rows, city_db.units, city_db.city):
        with as_app.cursor() as cursor, pytest.raises(errors.InsufficientPrivilege):
            cursor.execute(f'SET LOCAL ROLE "{role}"')
            cursor.execute(f'SELECT 1 FROM "{parks.schema}".department')
        as_app.rollback()


def test_the_public_schema_is_empty_and_closed(as_owner, as_app):
    as_owner.execute("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace")
    assert as_owner.fetchone() == (0,)
    with as_app.cursor() as cursor:
        cursor.execute("SELECT has_schema_privilege('public', 'USAGE')")
        assert cursor.fetchone() == (False,)


def test_what_one_unit_runs_is_hidden_from_another(as_app, city_db, taxes, parks, lawn):
    """Statements carry values: ``pg_stat_activity`` shows them only to the log-in's members."""
    with open_unit(parks):
        Department.objects.filter(name="机密查询").exists()
        with as_app.cursor() as cursor:
            cursor.execute(f'SET LOCAL ROLE "{city_db.unit(taxes.id)}"')
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%机密查询%'")
            assert cursor.fetchone() == (0,)
        as_app.rollback()
