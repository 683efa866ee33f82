"""A log-in and a database of our own on the CI machine's PostgreSQL, and their removal.

``make`` prints the URL of the new database; ``drop URL`` removes what it made and what the
tests left there. The log-in may make roles and databases and end its own sessions but is no
superuser. The database stays empty: it is the template of those that the tests make, so that
what only a superuser can close is closed in them too.
"""

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any
from urllib.parse import urlsplit

import psycopg2
from psycopg2 import sql

ADMIN = os.environ.get("CI_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
OLDEST = 150000


def make() -> str:
    """Make log-in and database; returns the URL."""
    name, password = f"citydesk_ci_{os.getpid()}", secrets.token_hex(16)
    with admin() as cursor:
        if cursor.connection.server_version < OLDEST:
            sys.exit("PostgreSQL 15 or newer is needed")
        names = {"name": sql.Identifier(name), "password": sql.Literal(password)}
        for text in (
            "CREATE ROLE {name} LOGIN CREATEROLE CREATEDB PASSWORD {password}",
            "GRANT pg_signal_backend TO {name}",
            "CREATE DATABASE {name} OWNER {name}",
        ):
            cursor.execute(sql.SQL(text).format(**names))
    with admin(name) as cursor:
        cursor.execute("REVOKE SELECT ON pg_stats, pg_stats_ext, pg_stats_ext_exprs FROM PUBLIC")
    server = urlsplit(ADMIN)
    return f"postgresql://{name}:{password}@{server.hostname}:{server.port or 5432}/{name}"


def drop(url: str) -> None:
    """Remove the log-in, its databases and the roles of the installations in them."""
    login = urlsplit(url).username or ""
    with admin() as cursor:
        databases = _owned(cursor, login)
        roles = [role for database in databases for role in _roles_of(database)]
        for database in databases:
            _run(cursor, "DROP DATABASE IF EXISTS {} WITH (FORCE)", database)
        for role in [*roles, login]:
            _run(cursor, "DROP ROLE IF EXISTS {}", role)


@contextmanager
def admin(database: str | None = None) -> Iterator[Any]:
    """A cursor of the CI machine's superuser."""
    options = {"dbname": database} if database else {}
    with closing(psycopg2.connect(ADMIN, connect_timeout=5, **options)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            yield cursor


def _owned(cursor: Any, login: str) -> list[str]:
    cursor.execute(
        "SELECT datname FROM pg_database JOIN pg_roles ON pg_roles.oid = datdba WHERE rolname = %s",
        [login],
    )
    return [row[0] for row in cursor.fetchall()]


def _roles_of(database: str) -> list[str]:
    """Roles are the cluster's; their names carry the id that stands in the database."""
    with admin(database) as cursor:
        cursor.execute("SELECT to_regclass('city.installation') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return []
        cursor.execute(
            "SELECT rolname FROM pg_roles, city.installation"
            " WHERE starts_with(rolname, 'cd_' || installation.id || '_')"
        )
        return [row[0] for row in cursor.fetchall()]


def _run(cursor: Any, text: str, name: str) -> None:
    cursor.execute(sql.SQL(text).format(sql.Identifier(name)))


if __name__ == "__main__":
    if sys.argv[1] == "make":
        sys.stdout.write(make() + "\n")
    else:
        drop(sys.argv[2])
