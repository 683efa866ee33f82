"""The process that keeps one embedded server: as long as somebody uses it, no longer.

Users share the lock ``run/<service>.users``; the keeper waits to have it alone. The kernel
frees a user's share when it dies, however it dies, so no server is ever forgotten and none
is stopped while another process still uses it. The server in turn dies with its keeper. A
server that dies is started again, unless it does so again and again.

``python -m core.runtime.keeper SERVICE HOME [--fast] [--pg-bin DIR]`` writes one line of
JSON on standard output: {} when the server answers, or the refusal.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType

from core.errors import DomainError
from core.runtime.broker import Broker
from core.runtime.errors import to_report
from core.runtime.launch import start, stop
from core.runtime.locks import take_for_life
from core.runtime.postgres import Postgres
from core.runtime.server import EmbeddedServer

SERVERS: dict[str, type[EmbeddedServer]] = {kind.name: kind for kind in (Postgres, Broker)}

#: A server that dies so often, each time within ``QUICK`` seconds, is given up.
TRIES = 5
QUICK = 30.0


class Keeper:
    """Starts the server, starts it again when it dies, stops it when nobody is left."""

    def __init__(self, server: EmbeddedServer) -> None:
        self._server = server
        self._over = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None
        signal.signal(signal.SIGTERM, self._end)
        threading.Thread(target=self._await_last_user, daemon=True).start()

    def start(self) -> None:
        """Start the server; returns when it answers."""
        self._server.prepare()
        self._child = start(self._server, self._over)

    def keep(self) -> None:
        """Return when nobody uses the server any more, or it cannot be kept alive."""
        deaths = 0
        while self._child and deaths < TRIES and not self._over.is_set():
            began = time.monotonic()
            self._child.wait()
            deaths = deaths + 1 if time.monotonic() - began < QUICK else 1
            if not self._over.wait(0.2 * 2**deaths):
                self.start()
        if self._child:
            stop(self._server, self._child)

    def _end(self, _signum: int = 0, _frame: FrameType | None = None) -> None:
        self._over.set()
        if self._child and self._child.poll() is None:
            self._child.send_signal(self._server.stop_signal)

    def _await_last_user(self) -> None:
        # For life: a newcomer waits until this process is gone, then starts anew.
        take_for_life(users_lock(self._server.home, self._server.name))
        self._end()


def users_lock(home: Path, service: str) -> Path:
    """Shared by everybody who uses the service."""
    return home / "run" / f"{service}.users"


def start_lock(home: Path, service: str) -> Path:
    """Held by whoever looks whether the service runs, and starts it if not."""
    return home / "run" / f"{service}.start"


def keeper_lock(home: Path, service: str) -> Path:
    """Held by the service's keeper while it lives."""
    return home / "run" / f"{service}.keeper"


def main() -> None:
    """Keep the server that the command line names."""
    server = _server_asked_for()
    take_for_life(keeper_lock(server.home, server.name))
    try:
        keeper = Keeper(server)
        keeper.start()
        _report({})
        keeper.keep()
    except DomainError as error:
        _report(to_report(error))
        sys.exit(1)


def _server_asked_for() -> EmbeddedServer:
    parser = argparse.ArgumentParser()
    parser.add_argument("service", choices=SERVERS)
    parser.add_argument("home", type=Path)
    parser.add_argument("--fast", action="store_true")
    parser.add_argument("--pg-bin", type=Path)
    asked = parser.parse_args()
    return SERVERS[asked.service](asked.home, durable=not asked.fast, pg_bin=asked.pg_bin)


def _report(report: dict[str, object]) -> None:
    # Whoever started us may be gone by now; what comes later goes to the log.
    with suppress(BrokenPipeError):
        sys.stdout.write(json.dumps(report) + "\n")
        sys.stdout.flush()
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())


if __name__ == "__main__":
    main()
