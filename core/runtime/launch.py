"""Start an embedded server and wait until it answers, or say why it does not."""

import subprocess
import threading
import time
from pathlib import Path

from core.runtime.errors import DiskFull, HomeNotWritable, PortTaken, ServiceDidNotStart
from core.runtime.home import read_endpoint, write_endpoint
from core.runtime.leash import leashed
from core.runtime.ports import LOOPBACK, choose
from core.runtime.server import EmbeddedServer, server_environment

#: Recovery after a crash with thousands of schemas took 41 s where it was measured.
PATIENCE = 600.0
#: After a kill -9 the old server's children hold its memory for a second or two.
AFTER_CRASH = 20.0
_HELD_BY_THE_DEAD = ("lock file", "shared memory block", "is still in use")


def start(server: EmbeddedServer, given_up: threading.Event) -> subprocess.Popen[bytes]:
    """The running server; it dies with the calling process. Ends early when ``given_up``."""
    began = time.monotonic()
    tries = 0
    while True:
        port = choose(read_endpoint(server.home, server.name).get("port"))
        child, said_from = _spawn(server, port)
        if _became_ready(server, child, port, given_up):
            write_endpoint(server.home, server.name, url=server.settle(port), port=port)
            return child
        said = _said(server.log, said_from)
        tries += 1
        if "Address already in use" in said and tries < 5:
            write_endpoint(server.home, server.name, url="")
        elif given_up.is_set() or not _passes(said) or time.monotonic() > began + AFTER_CRASH:
            raise _reason(server, port, said)
        time.sleep(0.3)


def _spawn(server: EmbeddedServer, port: int) -> tuple[subprocess.Popen[bytes], int]:
    with server.log.open("ab") as log:
        said_from = log.tell()
        child = subprocess.Popen(
            leashed(server.command(port), signum=server.stop_signal),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=server_environment(),
            cwd=server.home,
        )
    return child, said_from


def _became_ready(
    server: EmbeddedServer, child: subprocess.Popen[bytes], port: int, given_up: threading.Event
) -> bool:
    end = time.monotonic() + PATIENCE
    while child.poll() is None and time.monotonic() < end and not given_up.is_set():
        if server.is_ready(port):
            return True
        time.sleep(0.03)
    stop(server, child)
    return False


def stop(server: EmbeddedServer, child: subprocess.Popen[bytes]) -> None:
    """End the server in order; by force if it does not end within a minute."""
    if child.poll() is None:
        child.send_signal(server.stop_signal)
    try:
        child.wait(timeout=60)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _said(log: Path, said_from: int) -> str:
    with log.open("rb") as file:
        file.seek(said_from)
        return file.read().decode(errors="replace")


def _passes(said: str) -> bool:
    return any(sign in said for sign in _HELD_BY_THE_DEAD)


def _reason(
    server: EmbeddedServer, port: int, said: str
) -> PortTaken | DiskFull | HomeNotWritable | ServiceDidNotStart:
    if "Address already in use" in said:
        return PortTaken(address=f"{LOOPBACK}:{port}")
    if "No space left" in said:
        return DiskFull(folder=server.home, free="0 MB", needed="300 MB")
    if "Permission denied" in said:
        return HomeNotWritable(folder=server.home, reason="Permission denied")
    lines = [line for line in said.strip().splitlines() if "FATAL" in line] or said.splitlines()
    return ServiceDidNotStart(
        service=server.name, reason=lines[-1] if lines else "?", log=server.log
    )
