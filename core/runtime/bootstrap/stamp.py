"""What a step was made of, so that it is not done twice."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from core.runtime.bootstrap.paths import VENV

_SOURCES = ("**/LC_MESSAGES/*.po", "**/static/**/*")


class Stamp:
    """A line in ``.venv`` that tells what a step's result was made of."""

    def __init__(self, step: str) -> None:
        self._file = VENV / f"citydesk-{step}.stamp"

    def read(self) -> str:
        """What the last result was made of; "" if there is none."""
        return self._file.read_text() if self._file.exists() else ""

    def write(self, value: str) -> None:
        """Note that the step is done."""
        self._file.write_text(value)


def digest_of(*files: Path, more: str) -> str:
    """The content of the files as one short text."""
    digest = hashlib.sha256(more.encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def fingerprint_of(folders: Iterable[Path]) -> str:
    """Name, size and time of every translation and static file below the folders."""
    digest = hashlib.sha256()
    files = (file for folder in folders for kind in _SOURCES for file in folder.glob(kind))
    for file in sorted(files):
        facts = file.stat()
        digest.update(f"{file} {facts.st_size} {facts.st_mtime_ns}".encode())
    return digest.hexdigest()
