"""The matrix of shared tables, made of each model's ``access``: rights and row policies.

Everything is refused unless a model opens it. The city's role and ``ddl`` may use all
rows; a unit's role only what its model says, and only the rows that its policy lets pass.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connections, transaction
from django.db.models import Model

from core.db.city import Access
from tenancy.installation import Names
from tenancy.placement import placed

_VERBS = {"S": "SELECT", "I": "INSERT", "U": "UPDATE", "D": "DELETE"}
#: A unit that is suspended, closed or dropped sees no shared row either, whoever asks in its
#: name. No subquery: PostgreSQL would take it for recursion where a policy reads its own table.
_STANDS = "has_schema_privilege('u_' || right(current_user::text, 32), 'USAGE')"

#: Beyond it no unit's role may know of the table at all.
CLOSED = Access()


def city_models() -> Iterator[type[Model]]:
    """Every model whose table stands in the shared schema."""
    for app in placed("city"):
        yield from app.get_models(include_auto_created=True)


def access_of(model: type[Model]) -> Access:
    """What units may do with the model's table."""
    return getattr(model, "access", CLOSED)


def apply_grants(names: Names) -> None:
    """Bring rights and policies of all shared tables to what the models declare."""
    text = "\n".join(statement for model in city_models() for statement in _table(model, names))
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(text)
        cursor.execute(f'GRANT SELECT ON city.installation TO "{names.ddl}"')


def altered_rights(names: Names) -> list[str]:
    """The shared tables whose rights or policies are not what their models declare.

    The declarations are applied to empty copies, which are rolled back: nothing is locked.
    """
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {_COPIES}")
        for model in city_models():
            table = model._meta.db_table
            cursor.execute(f'CREATE TABLE {_COPIES}."{table}" (LIKE city."{table}")')
            cursor.execute("\n".join(_table(model, names, _COPIES)))
        declared, found = _rights_in(cursor, _COPIES), _rights_in(cursor, "city")
        transaction.set_rollback(True, using="owner")
    return sorted(table for table, rights in declared.items() if found.get(table) != rights)


_COPIES = "citydesk_copies"
_RIGHTS = """
SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,
  ARRAY(SELECT acl::text FROM unnest(c.relacl) acl ORDER BY 1),
  ARRAY(SELECT a.attname || a.attacl::text FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attacl IS NOT NULL ORDER BY 1),
  ARRAY(SELECT format('%%s %%s %%s %%s %%s %%s', p.polname, p.polcmd, p.polpermissive,
                      ARRAY(SELECT r::regrole::text FROM unnest(p.polroles) r ORDER BY 1),
                      pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
        FROM pg_policy p WHERE p.polrelid = c.oid ORDER BY p.polname)
FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = %s::regnamespace
"""


def _rights_in(cursor: Any, schema: str) -> dict[str, tuple[Any, ...]]:
    cursor.execute(_RIGHTS, [schema])
    return {table: tuple(rights) for table, *rights in cursor.fetchall()}


def _table(model: type[Model], names: Names, schema: str = "city") -> Iterator[str]:
    access, table = access_of(model), f'{schema}."{model._meta.db_table}"'
    yield f'REVOKE ALL ON {table} FROM PUBLIC, "{names.units}", "{names.city}", "{names.ddl}";'
    everything = "SELECT, INSERT" if access.append_only else "SELECT, INSERT, UPDATE, DELETE"
    yield f'GRANT {everything} ON {table} TO "{names.city}", "{names.ddl}";'
    yield from _unit_rights(access, table, names)
    yield from _policies(access, table, names)


def _unit_rights(access: Access, table: str, names: Names) -> Iterator[str]:
    for letter in access.unit:
        columns = ""
        if letter == "U" and access.columns is not None:
            columns = " (" + ", ".join(f'"{column}"' for column in access.columns) + ")"
        yield f'GRANT {_VERBS[letter]}{columns} ON {table} TO "{names.units}";'


def _policies(access: Access, table: str, names: Names) -> Iterator[str]:
    """Row security is on for every shared table: a forgotten grant still shows no row."""
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
    yield f"DROP POLICY IF EXISTS city_all ON {table};"
    yield (
        f'CREATE POLICY city_all ON {table} TO "{names.city}", "{names.ddl}" '
        "USING (true) WITH CHECK (true);"
    )
    yield f"DROP POLICY IF EXISTS unit_stands ON {table};"
    yield (
        f'CREATE POLICY unit_stands ON {table} AS RESTRICTIVE TO "{names.units}" USING ({_STANDS});'
    )
    for verb in _VERBS.values():
        yield f"DROP POLICY IF EXISTS unit_{verb.lower()} ON {table};"
    for letter in access.unit:
        yield _policy(_VERBS[letter], access, table, names)


def _policy(verb: str, access: Access, table: str, names: Names) -> str:
    rows = access.rows or "true"
    writes = access.writes or rows
    if verb == "UPDATE" and access.updates is not None:
        rows = writes = access.updates
    using = "" if verb == "INSERT" else f" USING ({rows})"
    check = f" WITH CHECK ({writes})" if verb in {"INSERT", "UPDATE"} else ""
    return (
        f'CREATE POLICY unit_{verb.lower()} ON {table} FOR {verb} TO "{names.units}"{using}{check};'
    )
