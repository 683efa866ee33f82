"""Locks that the kernel frees when their holder dies, however it dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def held(path: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold the lock at ``path``; waits for it."""
    handle = _opened(path)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def take_for_life(path: Path) -> None:
    """Take the lock, waiting for it; it is freed with this process."""
    fcntl.flock(_opened(path), fcntl.LOCK_EX)


def is_held(path: Path, *, against_shared: bool = False) -> bool:
    """Whether someone holds the lock so that we could not take it now.

    ``against_shared``: could not even share it, so somebody holds it alone.
    """
    handle = _opened(path)
    kind = fcntl.LOCK_SH if against_shared else fcntl.LOCK_EX
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        return False
    finally:
        os.close(handle)


def _opened(path: Path) -> int:
    return os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
