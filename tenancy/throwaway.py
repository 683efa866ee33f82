"""Throwaway databases for tests and benchmarks: prepared once, copied for each use.

Tests commit for real: row policies, roles, SKIP LOCKED and deferred constraints mean
nothing inside a transaction that never commits. A copy of a small database is a file copy.
"""

import os
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from itertools import count
from typing import Any

import psycopg2
import psycopg2.errors
from django.conf import settings
from django.db import connections
from psycopg2 import errors, sql

from tenancy.installation import Names, forget

#: A closed session's process takes a moment to end; on a busy machine, a long one.
SESSIONS_END = 30.0

_serial = count(1)


def base_name() -> str:
    """The name of this process's prepared database."""
    return f"citydesk_test_{os.getpid()}"


@contextmanager
def new_database(template: str | None = None) -> Iterator[str]:
    """A database that every alias points to until the end of the block, when it is dropped."""
    name = f"{template or base_name()}_{next(_serial)}"
    # One in which a superuser has closed what only he can close.
    template = template or os.environ.get("CITYDESK_TEST_TEMPLATE")
    before = settings.DATABASES["owner"]["NAME"]
    with closing(_admin()) as admin, admin.cursor() as cursor:
        cursor.execute(_creation(cursor, name, template))
        try:
            _point_at(name)
            yield name
        finally:
            _point_at(before)
            _drop(cursor, name)


def _creation(cursor: Any, name: str, template: str | None) -> sql.Composable:
    """A copy goes file by file where nothing waits for the disk: a sixth of its time."""
    if not template:
        return sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
    cursor.execute("SHOW fsync")
    way = "FILE_COPY" if cursor.fetchone() == ("off",) else "WAL_LOG"
    text = "CREATE DATABASE {} TEMPLATE {} STRATEGY " + way
    return sql.SQL(text).format(sql.Identifier(name), sql.Identifier(template))


def _drop(cursor: Any, name: str) -> None:
    """Drop the database, once the sessions that were just closed have really ended.

    An owner who is no superuser may not end those of the other log-ins.
    """
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    end = time.monotonic() + SESSIONS_END
    while True:
        try:
            cursor.execute(drop)
        except psycopg2.errors.InsufficientPrivilege:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return


def leave_database() -> None:
    """Close every connection, so that the database can be copied."""
    connections.close_all()
    forget()


def _point_at(name: str) -> None:
    leave_database()
    for alias in connections:
        connections[alias].settings_dict["NAME"] = name


def drop_roles(names: Names, *, but: set[str] = frozenset()) -> None:  # type: ignore[assignment]
    """Remove the installation's roles from the cluster, which outlive its databases.

    A role that another copy of the database still needs stays; it goes with that copy.
    """
    with closing(_admin()) as admin, admin.cursor() as cursor:
        cursor.execute(
            "SELECT rolname FROM pg_roles WHERE rolname LIKE %s", [f"cd\\_{names.id}\\_%"]
        )
        for (role,) in cursor.fetchall():
            if role not in but:
                with suppress(errors.DependentObjectsStillExist):
                    cursor.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


def roles_of(names: Names) -> set[str]:
    """The installation's roles that stand in the cluster now."""
    with closing(_admin()) as admin, admin.cursor() as cursor:
        cursor.execute(
            "SELECT rolname FROM pg_roles WHERE rolname LIKE %s", [f"cd\\_{names.id}\\_%"]
        )
        return {role for (role,) in cursor.fetchall()}


def _admin() -> Any:
    """The owner, outside any test database."""
    entry = settings.DATABASES["owner"]
    connection = psycopg2.connect(
        dbname=os.environ.get("CITYDESK_ADMIN_DB", "postgres"),
        user=entry["USER"],
        password=entry["PASSWORD"],
        host=entry["HOST"],
        port=entry["PORT"],
    )
    connection.autocommit = True
    return connection
