"""Opening stored files."""

import logging
from typing import BinaryIO

from core.context import UnitRef
from core.errors import NotFound
from core.files.models import BlobRef
from core.files.store import path_of

log = logging.getLogger(__name__)


def open_for(unit: UnitRef, sha256: str) -> BinaryIO:
    """The content for ``unit``; ``NotFound`` unless it holds a reference to it."""
    if not BlobRef.objects.filter(blob_id=sha256, unit_id=unit.id).exists():
        raise NotFound
    try:
        return path_of(sha256).open("rb")
    except FileNotFoundError:
        # The row outlived the content: a restore without the files, or a damaged disk.
        log.exception("a stored file is missing: %s", sha256)
        raise NotFound from None
