"""Sweeping the store: content whose transaction rolled back belongs to nobody."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from core.files.models import Blob
from core.files.store import root
from core.jobs.public import job

#: Younger files may belong to a transaction that is still open.
_GRACE = timedelta(days=1)
_BATCH = 500


@job("files.sweep", every=timedelta(days=1))
def sweep_store() -> None:
    """Remove files that no row names and that nobody wrote for a day."""
    batch: list[Path] = []
    for path in _old_files():
        batch.append(path)
        if len(batch) == _BATCH:
            _remove_unnamed(batch)
            batch.clear()
    _remove_unnamed(batch)


def _old_files() -> Iterator[Path]:
    youngest = time.time() - _GRACE.total_seconds()
    for path in root().rglob("*"):
        if path.is_file() and path.stat().st_mtime < youngest:
            yield path


def _remove_unnamed(paths: list[Path]) -> None:
    named = set(
        Blob.objects.filter(pk__in=[path.name for path in paths]).values_list("pk", flat=True)
    )
    for path in paths:
        if path.name not in named:
            path.unlink(missing_ok=True)
