"""Make a database fit for CityDesk: log-ins, groups and the shared schema.

Run by the owner (``DATABASE_URL``), who needs CREATEROLE and CREATE on the database but
not superuser. Running it again changes nothing.
"""

import secrets

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper
from django.db.migrations.executor import MigrationExecutor
from psycopg2 import sql

from core.context import open_city
from core.files.vouchers import save_key as save_voucher_key
from core.units.seeds import sow
from tenancy.grants import apply_grants
from tenancy.installation import Names, forget, password_of
from tenancy.placement import labels

#: One number for every "only one at a time" of preparing; any constant serves.
_PREPARE_LOCK = 0x43495459


def prepare_database() -> Names:
    """Make log-ins, groups, the shared schema and its tables; returns the role names."""
    owner = connections["owner"]
    with transaction.atomic(using="owner"), owner.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_PREPARE_LOCK])
        cursor.execute(_CITY_SCHEMA)
        names = Names(_installation_id(cursor))
        _make_roles(cursor, names)
        close_doors(cursor, names)
    forget()
    _hide_statistics()
    with connections["ddl"].cursor() as cursor:
        cursor.execute(_default_rights(names))
    migrate_city()
    with transaction.atomic(using="owner"), owner.cursor() as cursor:
        save_voucher_key(cursor)
    apply_grants(names)
    with open_city():
        sow()
    return names


def prepare_if_needed() -> bool:
    """Prepare a new database, or one of an older version of the code; False if it is ready.

    Rights are set again with the tables: that locks each shared table for a moment, so
    it is not done under running traffic without need.
    """
    if _is_ready():
        return False
    prepare_database()
    return True


def _is_ready() -> bool:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT to_regclass('city.installation') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return False
    executor, targets = _city_migrations()
    return not executor.migration_plan(targets)


def migrate_city() -> None:
    """Bring the shared tables to the code's version."""
    executor, targets = _city_migrations()
    executor.migrate(targets)


def _city_migrations() -> tuple[MigrationExecutor, list[tuple[str, str]]]:
    executor = MigrationExecutor(connections["owner"])
    wanted = set(labels("city"))
    return executor, [node for node in executor.loader.graph.leaf_nodes() if node[0] in wanted]


# btree_gist (trusted, part of PostgreSQL) lets a constraint say "the same person, days that
# overlap". Its operator classes are found by type: no schema needs it on its search path.
_CITY_SCHEMA = """
CREATE SCHEMA IF NOT EXISTS city;
CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA city;
CREATE TABLE IF NOT EXISTS city.installation (
    id text PRIMARY KEY, made_at timestamptz NOT NULL DEFAULT now()
);
"""


def _installation_id(cursor: CursorWrapper) -> str:
    cursor.execute("SELECT id FROM city.installation")
    row = cursor.fetchone()
    if row:
        return str(row[0])
    made = secrets.token_hex(4)
    cursor.execute("INSERT INTO city.installation (id) VALUES (%s)", [made])
    return made


def _make_roles(cursor: CursorWrapper, names: Names) -> None:
    """The groups and the two log-ins; passwords follow the secret key when it changes."""
    for role in (names.rows, names.units, names.city):
        _make_role(cursor, role, "NOLOGIN")
    _make_role(cursor, names.ddl, "LOGIN", password_of(names.ddl))
    _make_role(cursor, names.app, "LOGIN NOINHERIT", password_of(names.app))
    cursor.execute(_format("GRANT {} TO {}", names.city, names.app))


def _make_role(cursor: CursorWrapper, role: str, options: str, password: str | None = None) -> None:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    verb = "ALTER" if cursor.fetchone() else "CREATE"
    text = sql.SQL(f"{verb} ROLE {{}} {options}").format(sql.Identifier(role))
    if password is not None:
        text += sql.SQL(" PASSWORD {}").format(sql.Literal(password))
    cursor.execute(text)


def close_doors(cursor: CursorWrapper, names: Names) -> None:
    """Nobody enters or makes anything but by these roles; ``public`` is empty and closed.

    Rights on the database itself are not copied with a database: a clone needs this again.
    """
    cursor.execute("SELECT current_database()")
    database = cursor.fetchone()[0]
    cursor.execute(_format("REVOKE ALL ON DATABASE {} FROM PUBLIC", database))
    cursor.execute(
        _format("GRANT CONNECT ON DATABASE {} TO {}, {}", database, names.app, names.ddl)
    )
    cursor.execute(_format("GRANT CREATE ON DATABASE {} TO {}", database, names.ddl))
    cursor.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    cursor.execute(
        _format("GRANT USAGE ON SCHEMA city TO {}, {}, {}", names.ddl, names.city, names.units)
    )


def _hide_statistics() -> None:
    """Column statistics show values across units. Only a superuser may close them.

    Where the owner is none, ``citydesk doctor`` says so and names the command.
    """
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            cursor.execute(
                "REVOKE SELECT ON pg_stats, pg_stats_ext, pg_stats_ext_exprs FROM PUBLIC"
            )


def _default_rights(names: Names) -> sql.Composable:
    """Tables that ``ddl`` makes are usable by units; which schema a unit may enter is per unit.

    ``GRANT … ON ALL TABLES`` in each schema would cost as much again as its DDL.
    """
    return _format(
        "ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}", names.rows
    )


def _format(text: str, *identifiers: str) -> sql.Composable:
    return sql.SQL(text).format(*map(sql.Identifier, identifiers))
