"""A server whose keeper was killed may still be closing down, or its pid file may lie."""

import os
import time
from pathlib import Path
from signal import Signals

from core.runtime.errors import ServiceDidNotStart

PATIENCE = 30.0


def end_orphan(pid_file: Path, stop_signal: Signals) -> None:
    """Clear the way for a new PostgreSQL on the data beside ``pid_file``.

    Whoever calls holds the keeper's lock, so a server found there belongs to nobody. After
    a restart of the machine or container the pid may be somebody else's: then only the
    file goes.
    """
    pid = _recorded(pid_file)
    if pid is None:
        return
    if not _is_server_of(pid, pid_file.parent):
        pid_file.unlink(missing_ok=True)
        return
    os.kill(pid, stop_signal)
    _await_end(pid, pid_file.parent)


def _recorded(pid_file: Path) -> int | None:
    try:
        return int(pid_file.read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None


def _is_server_of(pid: int, folder: Path) -> bool:
    try:
        arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return os.fsencode(folder) in arguments


def _await_end(pid: int, folder: Path) -> None:
    end = time.monotonic() + PATIENCE
    while _is_server_of(pid, folder):
        if time.monotonic() > end:
            raise ServiceDidNotStart(
                service="PostgreSQL", reason=f"pid {pid} does not end", log=folder
            )
        time.sleep(0.1)
