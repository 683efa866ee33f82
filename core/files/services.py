"""Storing files, sharing them with other units, letting them go."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO
from uuid import UUID

from django.db import connection

from core.context import current_unit
from core.files import vouchers
from core.files.inspection import inspect
from core.files.locks import keep_from_removal
from core.files.memory import received
from core.files.models import Blob, BlobRef
from core.files.names import reads_otherwise, safe_name
from core.files.store import keep

_SHARE = """
    INSERT INTO blob_ref (sha256, unit_id, holder_id)
    SELECT file.sha256, recipient.unit_id, %(holder)s::uuid
      FROM unnest(%(hashes)s) AS file (sha256)
     CROSS JOIN unnest(%(units)s::uuid[]) AS recipient (unit_id)
    ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as those who attach it know it; ``flags`` say what to beware of."""

    sha256: str
    name: str
    size: int
    media_type: str
    flags: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As an envelope carries it."""
        return {
            "sha256": self.sha256,
            "name": self.name,
            "size": self.size,
            "media_type": self.media_type,
        }


def store(
    stream: BinaryIO | Iterable[bytes], *, name: str, holder_id: UUID, at: datetime
) -> StoredFile:
    """Store a file for the unit whose transaction is open, held for the sake of ``holder_id``.

    What counts is the content: it is looked at in memory (``core.files.inspection``) and must
    be of an allowed kind and fit the name's ending. Raises the refusals of
    ``core.files.errors``; nothing of a refused file is kept. If the transaction rolls back,
    the clean-up removes the content (``core.files.cleaning``).
    """
    shown = safe_name(name)
    with received(stream, name=shown) as content:
        found = inspect(content.file, name=name if reads_otherwise(name) else shown)
        keep_from_removal(content.sha256)
        keep(content, name=shown)
    file = StoredFile(content.sha256, shown, content.size, found.kind.media_type, found.flags)
    _record(file, holder_id, at)
    return file


def share(*, hashes: Collection[str], unit_ids: Collection[UUID], holder_id: UUID) -> None:
    """Let ``unit_ids`` open the files that the current unit holds: one statement for all.

    ``holder_id``: for the sake of which row they get them, such as the envelope.
    """
    if hashes and unit_ids:
        values: dict[str, str | list[str]] = {
            "hashes": sorted(set(hashes)),
            "units": [str(unit_id) for unit_id in unit_ids],
            "holder": str(holder_id),
        }
        with connection.cursor() as cursor:
            cursor.execute(_SHARE, values)


def release(*, holder_id: UUID, at: datetime, hashes: Collection[str] | None = None) -> None:
    """Let go what the current unit holds for the sake of ``holder_id``: some of it, or all.

    It cannot be opened for that reason any more; the clean-up removes it after a time of
    grace if nothing else wants it.
    """
    held = BlobRef.objects.filter(
        unit_id=current_unit().id, holder_id=holder_id, released_at__isnull=True
    )
    if hashes is not None:
        held = held.filter(blob_id__in=hashes)
    held.update(released_at=at)


def _record(file: StoredFile, holder_id: UUID, at: datetime) -> None:
    """Without RETURNING and without looking first: another unit's row is not visible here."""
    flags, unit_id = " ".join(file.flags), current_unit().id
    blob = Blob(
        sha256=file.sha256,
        size=file.size,
        media_type=file.media_type,
        flags=flags,
        stored_at=at,
        voucher=vouchers.of_content(
            content=file.sha256, size=file.size, media_type=file.media_type, flags=flags
        ),
    )
    Blob.objects.bulk_create([blob], ignore_conflicts=True)
    reference = BlobRef(
        blob_id=file.sha256,
        unit_id=unit_id,
        holder_id=holder_id,
        voucher=vouchers.of_reference(content=file.sha256, unit_id=unit_id),
    )
    BlobRef.objects.bulk_create(
        [reference],
        # Held and let go before: held again.
        update_conflicts=True,
        unique_fields=["blob_id", "unit_id", "holder_id"],
        update_fields=["released_at"],
    )
