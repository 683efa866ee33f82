"""Files that only the operator may read: whole or not there, mode 0600, in a folder of 0700."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from tenancy.errors import NotKept


def keep(path: Path, content: bytes) -> Path:
    """Write ``content`` to ``path``, in place of what stood there."""
    with kept_file(path) as file:
        file.write(content)
    return path


@contextmanager
def kept_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that appears under ``path`` when the block ends well, and else not at all.

    Raises ``NotKept`` when the disk is full or the folder cannot be written to.
    """
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(new, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600), "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        new.rename(path)
    except OSError as error:
        raise NotKept(path=path, why=error.strerror or error) from error
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)
