"""Every shared table, every role, every verb: tried for real and compared with the declaration.

For each table there is a row of Parks and one of Taxes; the role is Parks'. What a row policy
should answer is asked of PostgreSQL by the owner, whom no policy binds.
"""

from collections import Counter
from contextlib import closing, contextmanager
from datetime import date, timedelta
from functools import cache
from itertools import count
from uuid import uuid4

import psycopg2
import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import connections, models
from django.utils import timezone
from psycopg2 import errors, sql

from core.db.city import CURRENT_UNIT
from core.units.models import Unit
from tenancy.grants import access_of, altered_rights, city_models
from tenancy.installation import password_of
from tenancy.matrix import PAGE, page
from tenancy.models import Tenant

MODELS = sorted(city_models(), key=lambda model: model._meta.label)
_number = count(1)


def each_table(function):
    return pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.db_table)(
        function
    )


# -- rows of anybody, made from the model alone ----------------------------------------


@cache
def row_of(model, unit, _serial=0):
    """A stored row of ``model`` that belongs to ``unit`` wherever it names a unit."""
    if model in {Unit, Tenant}:
        return model.objects.using("owner").get(pk=unit.id)
    row = new_row(model, unit)
    row.save_base(raw=True, force_insert=True, using="owner")
    return row


def new_row(model, unit, *, after=0):
    """An unsaved row of ``model`` that belongs to ``unit``; ``after``: with parents of its own."""
    row, keys = model(), Counter(dict.fromkeys(MODELS, after))
    for field in model._meta.concrete_fields:
        setattr(row, field.attname, _value(field, row, unit, keys))
    return row


def _value(field, row, unit, keys):
    if field.is_relation:
        return _related(field, row, unit, keys)
    if field.name.endswith("unit_id"):
        return unit.id
    if field.has_default() or (field.null and not isinstance(field, models.CharField)):
        return field.get_default()
    for kind, make in _MADE.items():
        if isinstance(field, kind):
            return make(field)
    raise AssertionError(f"no value for {field}")


def _related(field, row, unit, keys):
    """Two keys to one table point at two rows."""
    other = field.related_model
    if other is Unit and type(row) is not Unit:
        return unit.id
    if field.null or other is type(row):
        return None
    keys[other] += 1
    return getattr(row_of(other, unit, keys[other]), field.target_field.attname)


def _text(field):
    if field.choices:
        # The first is often one that stands under more conditions than the others.
        return field.choices[-1][0]
    return f"{next(_number)}{uuid4().hex}"[: field.max_length or 20]


_MADE = {
    ArrayField: lambda _: [],
    models.CharField: _text,
    models.TextField: _text,
    models.UUIDField: lambda _: uuid4(),
    models.DateTimeField: lambda _: timezone.now(),
    models.DateField: lambda _: date(2026, 1, 5) + timedelta(days=next(_number)),
    models.BooleanField: lambda _: False,
    models.JSONField: lambda _: {},
    models.IntegerField: lambda _: next(_number),
    models.BinaryField: lambda _: b"",
    models.GenericIPAddressField: lambda _: "127.0.0.1",
}


@pytest.fixture(scope="module")
def rows(parks, taxes):
    """``rows(model)`` -> the row of Parks and the row of Taxes."""

    def of(model):
        return row_of(model, parks), row_of(model, taxes)

    yield of
    row_of.cache_clear()


# -- attempts --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def attempt(city_db):
    """``attempt(role, text, values)`` -> "refused", or how many rows it touched."""
    entry = connections["owner"].settings_dict
    login = {"user": city_db.app, "password": password_of(city_db.app), "dbname": entry["NAME"]}
    with closing(psycopg2.connect(host=entry["HOST"], port=entry["PORT"], **login)) as connection:

        def attempt(role, text, values=()):
            with connection.cursor() as cursor, _undone(connection):
                cursor.execute(f'SET LOCAL ROLE "{role}"; SET LOCAL search_path = city')
                try:
                    cursor.execute(text, values)
                except errors.InsufficientPrivilege:
                    return "refused"
                except psycopg2.IntegrityError:
                    return 1  # it was allowed, and a rule of the table spoke
                return cursor.rowcount

        yield attempt


@contextmanager
def _undone(connection):
    try:
        yield
    finally:
        connection.rollback()


def _where(row):
    return sql.SQL(" AND ").join(
        sql.SQL("{} = {}").format(
            sql.Identifier(row._meta.db_table, field.column),
            sql.Literal(_plain(field, getattr(row, field.attname))),
        )
        for field in row._meta.pk_fields
    )


def _plain(field, value):
    prepared = field.get_db_prep_save(value, connections["owner"])
    return str(prepared) if field.get_internal_type() == "UUIDField" and prepared else prepared


def _select(row):
    return sql.SQL("SELECT 1 FROM {} WHERE {}").format(_name(row), _where(row))


def _update(row, field):
    column = sql.Identifier(field.column)
    text = "UPDATE {} SET {} = {} WHERE {}"
    value = sql.Literal(_plain(field, getattr(row, field.attname)))
    return sql.SQL(text).format(_name(row), column, value, _where(row))


def _delete(row):
    return sql.SQL("DELETE FROM {} WHERE {}").format(_name(row), _where(row))


def _insert(row):
    fields = row._meta.concrete_fields
    return sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        _name(row),
        sql.SQL(", ").join(sql.Identifier(field.column) for field in fields),
        sql.SQL(", ").join(
            sql.Literal(_plain(field, getattr(row, field.attname))) for field in fields
        ),
    )


def _name(row):
    return sql.Identifier("city", row._meta.db_table)


# -- what the declaration says ---------------------------------------------------------


def _fulfils(condition, row, unit, *, stored=True):
    """Whether the row fulfils the condition of ``unit``, as the owner sees it."""
    if condition is None:
        return True
    text = condition.replace(CURRENT_UNIT, f"'{unit.id}'::uuid").replace("%", "%%")
    with connections["owner"].cursor() as cursor:
        cursor.execute("BEGIN")
        try:
            if not stored:
                cursor.execute(_insert(row))
            cursor.execute(
                sql.SQL("SELECT count(*) FROM {} WHERE {} AND ({})").format(
                    _name(row), _where(row), sql.SQL(text)
                )
            )
            return cursor.fetchone()[0] == 1
        finally:
            cursor.execute("ROLLBACK")


def _expected(access, letter, row, unit, *, stored=True):
    """What the attempt should answer: "refused", 0 or 1 rows."""
    if letter not in access.unit:
        return "refused"
    if letter == "I":
        writes = access.writes or access.rows
        return 1 if _fulfils(writes, row, unit, stored=False) else "refused"
    condition = access.rows
    if letter == "U" and access.updates is not None:
        condition = f"({access.rows or 'true'}) AND ({access.updates})"
    return int(_fulfils(condition, row, unit, stored=stored))


# -- the tests -------------------------------------------------------------------------


@each_table
def test_a_unit_sees_what_the_declaration_says(model, rows, attempt, city_db, parks):
    for row in rows(model):
        answer = attempt(city_db.unit(parks.id), _select(row))
        assert answer == _expected(access_of(model), "S", row, parks), row


@each_table
def test_a_unit_changes_what_the_declaration_says(model, rows, attempt, city_db, parks):
    access = access_of(model)
    for row in rows(model):
        for field in model._meta.concrete_fields:
            expected = _expected(access, "U", row, parks)
            if access.columns is not None and field.column not in access.columns:
                expected = "refused"
            assert attempt(city_db.unit(parks.id), _update(row, field)) == expected, field


@each_table
def test_a_unit_deletes_what_the_declaration_says(model, rows, attempt, city_db, parks):
    for row in rows(model):
        answer = attempt(city_db.unit(parks.id), _delete(row))
        assert answer == _expected(access_of(model), "D", row, parks), row


@each_table
def test_a_unit_adds_what_the_declaration_says(model, rows, attempt, city_db, parks, taxes):
    rows(model)
    for owner in (parks, taxes):
        row = new_row(model, owner, after=100)
        answer = attempt(city_db.unit(parks.id), _insert(row))
        assert answer == _expected(access_of(model), "I", row, parks), row


@each_table
def test_the_city_reads_and_adds_and_changes_unless_append_only(
    model, rows, attempt, city_db, parks
):
    row, field = rows(model)[0], model._meta.concrete_fields[-1]
    may_change = "refused" if access_of(model).append_only else 1

    assert attempt(city_db.city, _select(row)) == 1
    assert attempt(city_db.city, _insert(new_row(model, parks))) == 1
    assert attempt(city_db.city, _update(row, field)) == may_change
    assert attempt(city_db.city, _delete(row)) == may_change


@each_table
def test_without_a_role_nothing_is_reached(model, rows, attempt, city_db):
    for row in rows(model):
        for text in (_select(row), _delete(row), _insert(row)):
            assert attempt(city_db.app, text) == "refused"
        assert attempt(city_db.rows, _select(row)) == "refused"


def test_the_catalogue_has_the_rights_and_policies_of_the_declarations(city_db):
    assert altered_rights(city_db) == []


def test_no_shared_table_is_without_row_security_or_a_declaration(as_owner):
    as_owner.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'city'::regnamespace"
        " AND relkind IN ('r', 'p') AND relrowsecurity ORDER BY 1"
    )
    secured = [name for (name,) in as_owner.fetchall()]

    assert secured == sorted(model._meta.db_table for model in MODELS)


def test_what_is_not_a_models_table_is_closed(as_owner, city_db):
    as_owner.execute(
        "SELECT c.relname, a.grantee::regrole::text, a.privilege_type FROM pg_class c,"
        " aclexplode(c.relacl) a WHERE c.relnamespace = 'city'::regnamespace"
        " AND c.relkind IN ('r', 'p', 'v', 'm', 'S') AND NOT c.relrowsecurity"
        " AND a.grantee <> c.relowner"
    )
    assert as_owner.fetchall() == [("installation", city_db.ddl, "SELECT")]


def test_the_page_is_what_the_declarations_say():
    assert PAGE.read_text(encoding="utf-8") == page()
