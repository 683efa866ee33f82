"""What ``citydesk doctor`` asks of the file store: a sample, for a city's store is large."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from core.context import open_city
from core.contracts.checks import Check
from core.files.cleaning import GRACE, hash_of
from core.files.models import Blob
from core.files.scanner import ping
from core.files.store import blobs, key_of, stored_keys

_SAMPLE = 300
#: What is read again in full, to compare the hash.
_READ = 64 * 1024 * 1024
_NAMED = 3


def file_checks() -> Iterator[Check]:
    """Contents that are missing, damaged or nobody's; whether the virus scanner answers."""
    with open_city():
        newest = Blob.objects.order_by("-stored_at").values_list("pk", "size")[: _SAMPLE // 2]
        others = Blob.objects.order_by("?").values_list("pk", "size")[: _SAMPLE // 2]
        sample = {**dict(newest), **dict(others)}
    there = {sha256: size for sha256, size in sample.items() if blobs().exists(key_of(sha256))}
    hint = _("请从备份恢复这些文件。")
    yield _check("files.missing", sample.keys() - there.keys(), hint, str(len(sample)))
    yield _check("files.content", _damaged(there), hint, str(len(there)))
    yield _check("files.strays", _strays(), _("请运行 citydesk files clean。"), "-")
    if settings.CLAMD_URL:
        yield _scanner()


def _damaged(sizes: dict[str, int]) -> Iterator[str]:
    """Whose content is not that of its name; read until the share of the sample is used up."""
    left = _READ
    for sha256, size in sizes.items():
        if blobs().size(key_of(sha256)) != size:
            yield sha256
        elif size <= left:
            left -= size
            with blobs().open(key_of(sha256), "rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                    yield sha256


def _strays() -> list[str]:
    """Among the first that are found: what the daily clean-up should have removed."""
    overdue = timezone.now() - GRACE - timedelta(days=2)
    old = [key for key, changed in islice(stored_keys(), _SAMPLE) if changed < overdue]
    with open_city():
        hashes = [hash_of(key) for key in old]
        known = set(Blob.objects.filter(pk__in=hashes).values_list("pk", flat=True))
    return [key for key in old if hash_of(key) not in known]


def _scanner() -> Check:
    try:
        return Check("files.scanner", ok=True, detail=ping(), vital=False)
    except OSError as error:
        text = _("CLAMD_URL 没有应答，所有上传都会被拒绝：%(error)s") % {"error": error}
        return Check("files.scanner", ok=False, detail=text, vital=False)


def _check(name: str, wrong: Iterable[str], hint: str, well: str) -> Check:
    listed = sorted(wrong)
    named = ", ".join(listed[:_NAMED]) + (" …" if len(listed) > _NAMED else "")
    detail = f"{len(listed)}: {named}  {hint}" if listed else well
    return Check(name, ok=not listed, detail=detail, vital=False)
