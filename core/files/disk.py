"""The store on this machine's disk: written whole or not at all, read by nobody else."""

import os
import tempfile
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

#: Where a file is while it is written; on the same disk, so that it can be moved in one step.
INCOMING = "incoming"


@deconstructible(path="core.files.disk.DiskStorage")
class DiskStorage(FileSystemStorage):
    """A Django storage below ``<home>/files``.

    Django's own writes under the final name: killed half-way, it leaves half a file there,
    which would pass for the whole one ever after.
    """

    @property
    def base_location(self) -> str:
        """Asked anew each time: a benchmark and each test has a data folder of its own."""
        return str(Path(settings.CITYDESK_HOME) / "files")

    @property
    def location(self) -> str:
        """The folder of all stored files."""
        return self.base_location

    def get_available_name(self, name: str, max_length: int | None = None) -> str:  # noqa: ARG002
        """The name itself: under it stands the same content or none."""
        return name

    def _save(self, name: str, content: File) -> str:
        target = Path(self.path(name))
        _make_private(target.parent)
        incoming = Path(self.location) / INCOMING
        _make_private(incoming)
        handle, temporary = tempfile.mkstemp(dir=incoming)
        try:
            with os.fdopen(handle, "wb") as file:
                _write(content, file)
            Path(temporary).replace(target)
        finally:
            Path(temporary).unlink(missing_ok=True)
        _sync_folder(target.parent)
        return name


def _write(content: File, file: IO[bytes]) -> None:
    for chunk in content.chunks():
        file.write(chunk)
    file.flush()
    os.fsync(file.fileno())


def _make_private(folder: Path) -> None:
    """Make a folder of the store that only its owner reads; ``mode`` binds the last one alone."""
    for each in (folder.parent.parent, folder.parent, folder):
        each.mkdir(parents=True, exist_ok=True, mode=0o700)


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
