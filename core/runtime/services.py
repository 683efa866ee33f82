"""The database and the broker for a command: configured ones, or embedded ones.

``ensure`` starts what is not configured and does not run yet, and stops it when the last
process that uses it leaves its block. Processes share an embedded server; killing one with
-9 takes nothing from the others and leaves nothing behind.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.runtime.errors import ServiceDidNotStart, from_report
from core.runtime.home import keep_short, prepare_home
from core.runtime.keeper import keeper_lock, start_lock, users_lock
from core.runtime.locks import held, is_held
from core.settings.endpoints import broker_url, database_url
from core.settings.environment import PROJECT, Environment

#: How long the last user waits to see its server gone.
STOP_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Services:
    """Where the services are while the block of ``ensure`` lasts."""

    database_url: str
    broker_url: str
    keepers: tuple[Path, ...]

    def are_kept(self) -> bool:
        """Whether each embedded service still has its keeper (configured ones have none)."""
        return all(is_held(lock) for lock in self.keepers)


@contextmanager
def ensure(
    env: Environment, *, database: bool = True, broker: bool = True, durable: bool = True
) -> Iterator[Services]:
    """Make sure that the wanted services are there while the block lasts.

    ``durable=False`` is for tests: a server started by this call is faster and may lose
    data when the machine (not the server) crashes. Raises ``ServiceError``.
    """
    wanted = [
        name
        for name, asked, configured in (
            ("postgres", database, env.database_url),
            ("broker", broker, env.broker_url),
        )
        if asked and configured is None
    ]
    home = env.home.resolve()
    with ExitStack() as stack:
        if wanted:
            prepare_home(home)
        for service in wanted:
            stack.enter_context(_used(env, home, service, durable=durable))
        keepers = tuple(keeper_lock(home, service) for service in wanted)
        yield Services(database_url(env), broker_url(env), keepers)


@contextmanager
def _used(env: Environment, home: Path, service: str, *, durable: bool) -> Iterator[None]:
    try:
        with ExitStack() as share:
            with held(start_lock(home, service)):
                share.enter_context(held(users_lock(home, service), shared=True))
                if not is_held(keeper_lock(home, service)):
                    _start_keeper(env, home, service, durable=durable)
            yield
    finally:
        _await_end(home, service)


def _start_keeper(env: Environment, home: Path, service: str, *, durable: bool) -> None:
    command = [sys.executable, "-m", "core.runtime.keeper", service, os.fspath(home)]
    command += [] if durable else ["--fast"]
    command += ["--pg-bin", os.fspath(env.pg_bin)] if env.pg_bin else []
    log = home / "log" / f"{service}.log"
    keep_short(log)
    with log.open("ab") as errors:
        keeper = subprocess.Popen(
            command,
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,  # Ctrl-C is for us; we leave in order and it follows
        )
    said = keeper.stdout.readline() if keeper.stdout else b""
    report = json.loads(said or "null")
    if report is None:
        raise ServiceDidNotStart(service=service, reason="keeper", log=log)
    if report:
        raise from_report(report)


def _await_end(home: Path, service: str) -> None:
    """Return when the server is stopped, or other users keep it."""
    end = time.monotonic() + STOP_PATIENCE
    keeper, users = keeper_lock(home, service), users_lock(home, service)
    while is_held(keeper) and time.monotonic() < end:
        if is_held(users) and not is_held(users, against_shared=True):
            return
        time.sleep(0.02)
