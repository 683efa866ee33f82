"""The embedded PostgreSQL: programs from a pip package, everything else ours."""

import os
import secrets
import shutil
import subprocess
from contextlib import closing
from functools import cached_property
from pathlib import Path
from signal import SIGINT
from typing import Any, ClassVar

import psycopg2
from psycopg2 import sql

from core.runtime.binaries import postgres_folder, postgres_version
from core.runtime.errors import DataOfOtherVersion, DiskFull, ServiceDidNotStart
from core.runtime.home import require_room, write_private
from core.runtime.orphans import end_orphan
from core.runtime.ports import LOOPBACK
from core.runtime.privileges import own, unprivileged
from core.runtime.server import EmbeddedServer, server_environment

OWNER = DATABASE = "citydesk"
SUPERUSER = "postgres"

SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",  # their paths may have 107 bytes, a data folder's has more
    "max_connections": "100",
    # Dropping or dumping a unit's schema locks each of its tables at once.
    "max_locks_per_transaction": "2048",
    "shared_buffers": "256MB",
    # With 400,000 files the default (fsync of each) is half of the recovery after a crash.
    "recovery_init_sync_method": "syncfs",
    # Each round reads the whole catalogue of 3,600 schemas.
    "autovacuum_naptime": "5min",
}
#: For tests: a crash of the machine may cost the data, a crash of the server does not.
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


class Postgres(EmbeddedServer):
    """A cluster on loopback whose database ``citydesk`` belongs to a log-in that is no superuser.

    So what works here works on a server where the city's operator grants no more.
    """

    name: ClassVar = "postgres"
    stop_signal: ClassVar = SIGINT  # "fast": ends sessions, writes a checkpoint

    def prepare(self) -> None:
        """Make the cluster if there is none; end a server that lost its keeper."""
        if not self._data.exists():
            self._make_cluster()
        self._refuse_other_version()
        own(self._data)
        end_orphan(self._data / "postmaster.pid", self.stop_signal)

    def command(self, port: int) -> list[str]:
        """The server in the foreground."""
        settings = {**SETTINGS, **({} if self.durable else FAST), "port": str(port)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        program = os.fspath(self._programs / "postgres")
        return unprivileged([program, "-D", os.fspath(self._data), *options])

    def is_ready(self, port: int) -> bool:
        """Whether the server that answers works on our data."""
        try:
            with closing(self._connect(port)) as connection, connection.cursor() as cursor:
                cursor.execute("SHOW data_directory")
                return bool(cursor.fetchone()[0] == os.fspath(self._data))
        except psycopg2.OperationalError:
            return False

    def settle(self, port: int) -> str:
        """Make the owner's log-in and the database, the first time."""
        if not self._holds(port, "SELECT FROM pg_database WHERE datname = %s"):
            # What only a superuser can do, and a city's database administrator does too.
            self._run(port, "template1", _CLOSE_STATISTICS)
            if not self._holds(port, "SELECT FROM pg_roles WHERE rolname = %s"):
                self._run(port, "postgres", _MAKE_OWNER)
            self._run(port, "postgres", _LET_END_SESSIONS)
            self._run(port, "postgres", _MAKE_DATABASE)
        return f"postgresql://{OWNER}:{self._secret(OWNER)}@{LOOPBACK}:{port}/{DATABASE}"

    def _make_cluster(self) -> None:
        require_room(self.home)
        # Under another name until it is whole: a killed initdb leaves a folder of rubble.
        rubble = self._data.with_suffix(".new")
        shutil.rmtree(rubble, ignore_errors=True)
        rubble.mkdir(mode=0o700)
        own(rubble)
        self._secret(SUPERUSER)
        done = subprocess.run(
            unprivileged([os.fspath(self._programs / "initdb"), *self._initdb_options(rubble)]),
            capture_output=True,
            text=True,
            check=False,
            env=server_environment(),
        )
        if done.returncode != 0:
            shutil.rmtree(rubble, ignore_errors=True)
            self._say_why(done.stderr)
        rubble.rename(self._data)

    def _initdb_options(self, folder: Path) -> list[str]:
        # Without a UTF-8 locale no trigram of a Chinese word exists: search finds nothing.
        builtin = ["--locale-provider=builtin"] if self._version >= 17 else []
        return [
            f"--pgdata={folder}",
            f"--username={SUPERUSER}",
            f"--pwfile={self._secret_file(SUPERUSER)}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            *builtin,
            "--locale=C.UTF-8",
            *([] if self.durable else ["--no-sync"]),
        ]

    def _say_why(self, output: str) -> None:
        self.log.write_text(output)
        if "No space left" in output:
            raise DiskFull(folder=self.home, free="0 MB", needed="300 MB")
        reason = output.strip().splitlines()[-1] if output.strip() else "initdb"
        raise ServiceDidNotStart(service="PostgreSQL", reason=reason, log=self.log)

    def _refuse_other_version(self) -> None:
        found = int((self._data / "PG_VERSION").read_text())
        if found != self._version:
            raise DataOfOtherVersion(folder=self._data, found=found, have=self._version)

    def _run(self, port: int, database: str, statement: str) -> None:
        names = {"owner": sql.Identifier(OWNER), "database": sql.Identifier(DATABASE)}
        query = sql.SQL(statement).format(password=sql.Literal(self._secret(OWNER)), **names)
        with closing(self._connect(port, database)) as connection:
            connection.autocommit = True
            connection.cursor().execute(query)

    def _holds(self, port: int, question: str) -> bool:
        with closing(self._connect(port)) as connection, connection.cursor() as cursor:
            cursor.execute(question, [OWNER])
            return bool(cursor.rowcount)

    def _connect(self, port: int, database: str = "postgres") -> Any:
        return psycopg2.connect(
            host=LOOPBACK,
            port=port,
            user=SUPERUSER,
            password=self._secret(SUPERUSER),
            dbname=database,
            connect_timeout=5,
        )

    def _secret(self, role: str) -> str:
        file = self._secret_file(role)
        if not file.exists():
            write_private(file, secrets.token_hex(24))
        return file.read_text()

    def _secret_file(self, role: str) -> Path:
        return self.home / "keys" / f"postgres_{role}"

    @property
    def _data(self) -> Path:
        return self.home / "postgres"

    @cached_property
    def _programs(self) -> Path:
        return postgres_folder(self.pg_bin)

    @cached_property
    def _version(self) -> int:
        return postgres_version(self._programs)


#: Column statistics show values of all units to everybody; in template1, so that every
#: database made later is closed as well.
_CLOSE_STATISTICS = "REVOKE SELECT ON pg_stats, pg_stats_ext, pg_stats_ext_exprs FROM PUBLIC"
_MAKE_OWNER = "CREATE ROLE {owner} LOGIN CREATEROLE CREATEDB PASSWORD {password}"
#: Those of its own log-ins: without it a database with a forgotten session cannot be dropped.
_LET_END_SESSIONS = "GRANT pg_signal_backend TO {owner}"
_MAKE_DATABASE = "CREATE DATABASE {database} OWNER {owner}"
