"""A file that has not been looked at yet: in memory, never on a disk, gone with its process.

What must not enter (classified papers, malware) would otherwise leave its bytes on a disk
before anybody could refuse it. The limit is ``MAX_MEGABYTES`` for each file that a process
receives at a time.
"""

import errno
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import FileIO
from typing import BinaryIO

from core.files.errors import FileEmpty, FileTooLarge, StorageFull

#: The largest file that is taken; a proxy in front should refuse earlier, with the same number.
MAX_MEGABYTES = 100
_CHUNK = 1024 * 1024
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.ENOMEM}


@dataclass(frozen=True, slots=True)
class Received:
    """A whole file in memory, with its hash and size."""

    file: FileIO
    sha256: str
    size: int


class Receiver:
    """Takes a file in, part by part."""

    def __init__(self) -> None:
        self.file = FileIO(os.memfd_create("upload", os.MFD_CLOEXEC), "r+")
        self._digest = hashlib.sha256()
        self._size = 0

    def take(self, chunk: bytes) -> int:
        """Add the next part; the size so far."""
        rest = memoryview(chunk)
        while rest:
            rest = rest[self.file.write(rest) :]
        self._digest.update(chunk)
        self._size += len(chunk)
        return self._size

    def end(self) -> Received:
        """The whole, from its beginning."""
        self.file.seek(0)
        return Received(self.file, self._digest.hexdigest(), self._size)


@contextmanager
def received(stream: BinaryIO | Iterable[bytes], *, name: str) -> Iterator[Received]:
    """The whole of ``stream`` in memory; it is gone at the end of the block.

    Raises ``FileTooLarge``, ``FileEmpty`` and ``StorageFull``.
    """
    ready = getattr(stream, "received", None)
    if isinstance(ready, Received):  # it came by ``core.files.uploads`` and is in memory already
        _check_size(ready.size, name)
        yield ready
        return
    receiver = Receiver()
    with receiver.file:
        with room_for(name):
            for chunk in _chunks(stream):
                _check_size(receiver.take(chunk), name, also_empty=False)
        _check_size((whole := receiver.end()).size, name)
        yield whole


def _chunks(stream: BinaryIO | Iterable[bytes]) -> Iterable[bytes]:
    if hasattr(stream, "chunks"):
        return stream.chunks()  # type: ignore[no-any-return]
    if hasattr(stream, "read"):
        return iter(lambda: stream.read(_CHUNK), b"")
    return stream


def _check_size(size: int, name: str, *, also_empty: bool = True) -> None:
    if size > MAX_MEGABYTES * 1024 * 1024:
        raise FileTooLarge(name=name, limit=MAX_MEGABYTES)
    if also_empty and not size:
        raise FileEmpty(name=name)


@contextmanager
def room_for(name: str) -> Iterator[None]:
    """Say plainly that there was no room for the file ``name``: ``StorageFull``."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise StorageFull(name=name) from error
        raise
