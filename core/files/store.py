"""The store on disk: ``<home>/files/aa/bb/<sha256>``, written whole or not at all."""

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings

from core.files.errors import FileEmpty, FileTooLarge, StorageFull

#: The largest file that is taken; a proxy in front should refuse earlier, with the same number.
MAX_MEGABYTES = 100
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True, slots=True)
class Written:
    """A temporary file, complete and on disk, not yet under its final name."""

    file: IO[bytes]
    sha256: str
    size: int


def path_of(sha256: str) -> Path:
    """Where the content with this hash stands."""
    return root() / sha256[:2] / sha256[2:4] / sha256


def root() -> Path:
    """The folder of all stored files."""
    return Path(settings.CITYDESK_HOME) / "files"


@contextmanager
def written(chunks: Iterable[bytes], *, name: str) -> Iterator[Written]:
    """Write ``chunks`` to a temporary file in the store's own file system.

    It is gone at the end of the block unless ``keep`` moved it. Raises ``FileTooLarge``,
    ``FileEmpty`` and ``StorageFull``; in each case nothing stays on disk.
    """
    with _room_for(name):
        folder = root() / "incoming"
        _make_private(folder)
        file = tempfile.NamedTemporaryFile(dir=folder, delete=False)  # noqa: SIM115 -- closed below
    try:
        with _room_for(name), file:
            sha256, size = _copy(chunks, file, name)
            yield Written(file, sha256, size)
    finally:
        Path(file.name).unlink(missing_ok=True)


def keep(temporary: Written, *, name: str) -> None:
    """Give the temporary file its final name. The same content may be kept again."""
    target = path_of(temporary.sha256)
    with _room_for(name):
        _make_private(target.parent)
        # Also where it stands already: its new date tells the sweeper that it is wanted.
        Path(temporary.file.name).replace(target)
        _sync_folder(target.parent)


def _make_private(folder: Path) -> None:
    """Make a folder of the store that only its owner reads; ``mode`` binds the last one alone."""
    for each in (root(), folder.parent, folder):
        each.mkdir(parents=True, exist_ok=True, mode=0o700)


def _copy(chunks: Iterable[bytes], file: IO[bytes], name: str) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        size += len(chunk)
        if size > MAX_MEGABYTES * 1024 * 1024:
            raise FileTooLarge(name=name, limit=MAX_MEGABYTES)
        digest.update(chunk)
        file.write(chunk)
    if not size:
        raise FileEmpty(name=name)
    file.flush()
    os.fsync(file.fileno())
    return digest.hexdigest(), size


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _room_for(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise StorageFull(name=name) from error
        raise
