"""Storing files and sharing them with other units."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO
from uuid import UUID

from django.db import connection

from core.context import current_unit
from core.files.errors import FileKindNotAllowed, FileNotWhatItsNameSays
from core.files.kinds import ALLOWED, Kind, kind_of
from core.files.models import Blob, BlobRef
from core.files.names import safe_name
from core.files.store import keep, written

_CHUNK = 1024 * 1024

_SHARE = """
    INSERT INTO blob_ref (sha256, unit_id)
    SELECT file.sha256, recipient.unit_id
      FROM unnest(%(hashes)s) AS file (sha256)
     CROSS JOIN unnest(%(units)s::uuid[]) AS recipient (unit_id)
    ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as those who attach it know it."""

    sha256: str
    name: str
    size: int
    media_type: str

    def as_json(self) -> dict[str, Any]:
        """As an envelope carries it."""
        return {
            "sha256": self.sha256,
            "name": self.name,
            "size": self.size,
            "media_type": self.media_type,
        }


def store(stream: BinaryIO | Iterable[bytes], *, name: str, at: datetime) -> StoredFile:
    """Store a file for the unit whose transaction is open, and give it the reference.

    What counts is the content: it must be of an allowed kind and fit the name's ending.
    Raises the refusals of ``core.files.errors``; nothing of a refused file is kept. If the
    transaction rolls back, the sweeper removes the content (``core.files.tasks``).
    """
    name = safe_name(name)
    with written(_chunks(stream), name=name) as temporary:
        kind = _checked_kind(temporary.file, name)
        keep(temporary, name=name)
    file = StoredFile(temporary.sha256, name, temporary.size, kind.media_type)
    _record(file, at)
    return file


def share(*, hashes: Collection[str], unit_ids: Collection[UUID]) -> None:
    """Let ``unit_ids`` open the files that the current unit holds: one statement for all."""
    if hashes and unit_ids:
        with connection.cursor() as cursor:
            units = [str(unit_id) for unit_id in unit_ids]
            cursor.execute(_SHARE, {"hashes": sorted(set(hashes)), "units": units})


def _chunks(stream: BinaryIO | Iterable[bytes]) -> Iterable[bytes]:
    if hasattr(stream, "chunks"):
        return stream.chunks()  # type: ignore[no-any-return]
    if hasattr(stream, "read"):
        return iter(lambda: stream.read(_CHUNK), b"")
    return stream


def _checked_kind(file: Any, name: str) -> Kind:
    kind = kind_of(file)
    if kind is None:
        raise FileKindNotAllowed(name=name, allowed=ALLOWED)
    if not kind.named_by(name):
        raise FileNotWhatItsNameSays(name=name, found=kind.ending)
    return kind


def _record(file: StoredFile, at: datetime) -> None:
    """Without RETURNING and without looking first: another unit's row is not visible here."""
    blob = Blob(sha256=file.sha256, size=file.size, media_type=file.media_type, stored_at=at)
    Blob.objects.bulk_create([blob], ignore_conflicts=True)
    reference = BlobRef(blob_id=file.sha256, unit_id=current_unit().id)
    BlobRef.objects.bulk_create([reference], ignore_conflicts=True)
