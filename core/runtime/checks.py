"""What ``doctor`` asks of the machine, the database and the broker."""

import platform
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import psycopg2
from django.conf import settings
from django.utils.translation import gettext as _
from kombu.connection import Connection

from core.contracts.checks import Check
from core.runtime.home import NEEDED_BYTES
from core.settings.endpoints import broker_url, database_url, shown
from core.settings.environment import PROJECT, environment

OLDEST_PYTHON = (3, 11)
OLDEST_POSTGRES = 150000
#: A pooler shows itself as soon as two sessions meet on one backend.
_ROUNDS = 5


def machine_checks() -> Iterator[Check]:
    """Python and room; needs neither settings nor servers."""
    yield Check("python", sys.version_info >= OLDEST_PYTHON, platform.python_version())
    free = shutil.disk_usage(PROJECT).free
    yield Check("disk", free > NEEDED_BYTES, f"{free // 2**20} MB")


def database_checks() -> Iterator[Check]:
    """The server's version, and that no transaction-mode pooler stands before it."""
    url = database_url(environment())
    with closing(psycopg2.connect(url)) as one, closing(psycopg2.connect(url)) as other:
        yield _version(one)
        yield _pooler(one, other)


def broker_checks() -> Iterator[Check]:
    """Whether the broker lets us in."""
    address = shown(broker_url(environment()))
    options = {"socket_connect_timeout": 3, "socket_timeout": 3}
    connection = Connection(  # type: ignore[no-untyped-call]
        settings.CELERY_BROKER_URL,
        ssl=settings.CELERY_BROKER_USE_SSL or False,
        connect_timeout=3,
        transport_options=options,
    )
    with connection:
        connection.ensure_connection(max_retries=1, timeout=5)  # type: ignore[no-untyped-call]
    yield Check("broker", ok=True, detail=address)


def _version(connection: Any) -> Check:
    version = connection.server_version
    text = _("需要 PostgreSQL 15 或更高版本，现在是 %(version)s。")
    ok = version >= OLDEST_POSTGRES
    shown_version = f"{version // 10000}.{version % 10000}"
    return Check("database.version", ok, shown_version if ok else text % {"version": shown_version})


def _pooler(one: Any, other: Any) -> Check:
    """Two open sessions on one backend, or one session on two: transactions are pooled."""
    mine = {_backend(one) for _round in range(_ROUNDS)}
    theirs = {_backend(other) for _round in range(_ROUNDS)}
    pooled = len(mine) > 1 or len(theirs) > 1 or bool(mine & theirs)
    text = _(
        "DATABASE_URL 经过事务模式的连接池（如 pgbouncer 的 pool_mode=transaction），"
        "会话状态会在不同会话之间泄漏。请改为 pool_mode=session，或直接连接 PostgreSQL。"
    )
    return Check("database.pooler", not pooled, text if pooled else "-")


def _backend(connection: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = int(cursor.fetchone()[0])
    connection.rollback()
    return pid
