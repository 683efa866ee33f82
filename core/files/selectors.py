"""Opening stored files."""

import logging
from collections.abc import Collection
from typing import BinaryIO, cast

from core.context import UnitRef
from core.errors import NotFound
from core.files.models import Blob, BlobRef
from core.files.store import blobs, key_of

log = logging.getLogger(__name__)


def open_for(unit: UnitRef, sha256: str) -> BinaryIO:
    """The content for ``unit``; ``NotFound`` unless it holds a reference to it."""
    held = BlobRef.objects.filter(blob_id=sha256, unit_id=unit.id, released_at__isnull=True)
    if not held.exists():
        raise NotFound
    try:
        return cast("BinaryIO", blobs().open(key_of(sha256), "rb"))
    except FileNotFoundError:
        # The row outlived the content: a restore without the files, or a damaged disk.
        log.exception("a stored file is missing: %s", sha256)
        raise NotFound from None


def flags_of(hashes: Collection[str]) -> dict[str, tuple[str, ...]]:
    """What to beware of in the files with these hashes, as far as the open scope holds them."""
    flagged = Blob.objects.filter(pk__in=set(hashes)).exclude(flags="")
    return {sha256: tuple(words.split()) for sha256, words in flagged.values_list("pk", "flags")}
