"""Marks on disk that outlive a killed process: which implementation it was inside of.

Python code that never returns cannot be stopped from within; the server kills its worker.
Before each call the thread writes a mark into a file that it holds locked, and wipes it
after. A file that nobody holds and that still has a mark tells of a call without return.
"""

import fcntl
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO


@dataclass(frozen=True, slots=True)
class Mark:
    """One call that was begun: in which unit, of which module's hook."""

    unit_id: str
    unit_code: str
    module: str
    hook: str


class Marks:
    """The marks of all threads of all processes that share ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._own = threading.local()

    @contextmanager
    def held(self, mark: Mark) -> Iterator[None]:
        """Hold a mark while the block runs.

        It stays when the process dies inside, and when the block is left by something
        that is no ``Exception``: so servers end a worker that does not answer.
        """
        file = self._file()
        outer = os.pread(file.fileno(), 4096, 0)
        _write(file, json.dumps(asdict(mark)).encode())
        try:
            yield
        except Exception:
            _write(file, outer)
            raise
        _write(file, outer)

    def lost(self) -> Iterator[Mark]:
        """The calls that never returned, each told once; files of dead threads are removed."""
        for path in self._folder.glob("*.mark"):
            with suppress(FileNotFoundError, BlockingIOError), path.open("r+b") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                left = file.read()
                path.unlink()
                if left:
                    yield Mark(**json.loads(left))

    def _file(self) -> IO[bytes]:
        """This thread's own file. A forked child does not share its parent's."""
        owner = (os.getpid(), threading.get_ident())
        if getattr(self._own, "owner", None) != owner:
            self._own.file = self._locked(f"{owner[0]}-{owner[1]}-{os.urandom(4).hex()}.mark")
            self._own.owner = owner
        file: IO[bytes] = self._own.file
        return file

    def _locked(self, name: str) -> IO[bytes]:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._folder / name
        # Locked under a name that ``lost`` does not look for: it must not take a file
        # between its making and its lock.
        new = path.with_suffix(".new")
        file = new.open("w+b", buffering=0)
        fcntl.flock(file, fcntl.LOCK_EX)
        new.rename(path)
        return file


def _write(file: IO[bytes], text: bytes) -> None:
    os.ftruncate(file.fileno(), 0)
    os.pwrite(file.fileno(), text, 0)
