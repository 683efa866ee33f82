"""Removing what nothing refers to: released references, contents without one, stray files.

Everything rests for a time of grace first, so that a database that is restored to an hour ago
finds its files, and a transaction that is still open keeps its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice

from django.db.models import Exists, OuterRef, QuerySet

from core.context import open_city
from core.files.locks import not_being_stored
from core.files.models import Blob, BlobRef
from core.files.store import blobs, key_of, stored_keys

#: How long what is not wanted any more still rests.
GRACE = timedelta(days=7)
_BATCH = 200
_HASH = re.compile(r"\A[0-9a-f]{64}\Z")


@dataclass(slots=True)
class Cleaned:
    """What was removed, or would be."""

    references: int = 0
    files: int = 0
    size: int = 0
    strays: list[str] = field(default_factory=list)


def clean(*, at: datetime, dry_run: bool = False) -> Cleaned:
    """Remove what nothing has referred to since ``GRACE`` before ``at``; tells what it was.

    Opens its own transactions of the city: a batch each, so that a crash loses nothing and
    the next run goes on. With ``dry_run`` nothing is changed.
    """
    cleaned, until = Cleaned(), at - GRACE
    if dry_run:
        _count(cleaned, until)
    else:
        with open_city():
            cleaned.references = _released(until).delete()[0]
        while _remove_batch(cleaned, until):
            pass
    strays = _strays(until)
    while batch := list(islice(strays, _BATCH)):
        cleaned.strays += batch if dry_run else _remove_strays(batch)
    return cleaned


def _released(until: datetime) -> QuerySet[BlobRef]:
    return BlobRef.objects.filter(released_at__lt=until)


def _unwanted(until: datetime) -> QuerySet[Blob]:
    """Contents that nothing refers to, or nothing but what has been released long enough."""
    wanted = BlobRef.objects.filter(blob_id=OuterRef("pk")).exclude(released_at__lt=until)
    return Blob.objects.filter(~Exists(wanted), stored_at__lt=until)


def _count(cleaned: Cleaned, until: datetime) -> None:
    with open_city():
        cleaned.references = _released(until).count()
        sizes = list(_unwanted(until).values_list("size", flat=True))
    cleaned.files, cleaned.size = len(sizes), sum(sizes)


def _remove_batch(cleaned: Cleaned, until: datetime) -> bool:
    """A batch of contents, rows and files; whether there may be more.

    The file goes before the commit: if that fails, the row names a missing file that nobody
    refers to, and the next one to store the same content writes it again.
    """
    with open_city():
        found = list(_unwanted(until).order_by("pk").values_list("pk", flat=True)[:_BATCH])
        # Asked again behind the lock: somebody may have stored it meanwhile, and sees no gap.
        free = _unwanted(until).filter(pk__in=not_being_stored(found))
        sizes = dict(free.values_list("pk", "size"))
        BlobRef.objects.filter(blob_id__in=sizes, released_at__lt=until).delete()
        Blob.objects.filter(pk__in=sizes).delete()
        for sha256 in sizes:
            blobs().delete(key_of(sha256))
    cleaned.files += len(sizes)
    cleaned.size += sum(sizes.values())
    return len(found) == _BATCH and bool(sizes)


def _strays(until: datetime) -> Iterator[str]:
    """Names in the store that no row knows: of transactions that rolled back or were killed."""
    old = (key for key, changed in stored_keys() if changed < until)
    while batch := list(islice(old, _BATCH)):
        with open_city():
            hashes = [hash_of(key) for key in batch]
            known = set(Blob.objects.filter(pk__in=hashes).values_list("pk", flat=True))
        yield from (key for key in batch if hash_of(key) not in known)


def _remove_strays(keys: list[str]) -> list[str]:
    with open_city():
        contents = {hash_of(key): key for key in keys if _HASH.match(hash_of(key))}
        free = set(not_being_stored(contents))
        free -= set(Blob.objects.filter(pk__in=free).values_list("pk", flat=True))
        gone = [key for key in keys if hash_of(key) in free or hash_of(key) not in contents]
        for key in gone:
            blobs().delete(key)
    return gone


def hash_of(key: str) -> str:
    """The last part of a name in the store."""
    return key.rpartition("/")[2]
