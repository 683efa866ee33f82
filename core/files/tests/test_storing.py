"""A file is stored whole, once, for those who hold it, or not at all."""

import io
import resource
import signal
import stat
from contextlib import contextmanager
from uuid import UUID

import pytest
from django.core.files.base import ContentFile
from django.db import ProgrammingError, connection

from core.context import open_city, open_unit
from core.db.keys import new_id
from core.errors import NotFound
from core.files.memory import MAX_MEGABYTES, received
from core.files.models import Blob, BlobRef
from core.files.public import (
    FileEmpty,
    FileKindNotAllowed,
    FileNotWhatItsNameSays,
    FileTooLarge,
    StorageFull,
    open_for,
    release,
    share,
    store,
)
from core.files.store import blobs, keep, key_of, stored_keys
from core.files.tests.conftest import AT, PDF

HOLDER = UUID(int=1)


def _store(unit, content=PDF, name="通知.pdf", holder_id=HOLDER):
    with open_unit(unit):
        return store(io.BytesIO(content), name=name, holder_id=holder_id, at=AT)


def _read(unit, sha256) -> bytes:
    with open_unit(unit), open_for(unit, sha256) as content:
        return content.read()


def test_a_stored_file_is_read_back(parks):
    file = _store(parks)

    assert (file.name, file.size, file.media_type) == ("通知.pdf", len(PDF), "application/pdf")
    assert _read(parks, file.sha256) == PDF


def test_only_the_owner_of_the_server_reads_the_store(parks, home):
    _store(parks)

    paths = [home / "files", *(home / "files").rglob("*")]
    assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in paths} == {0}


def test_the_same_content_is_stored_once(parks, taxes, on_disk):
    first, second = _store(parks), _store(taxes, name="另一名.pdf")

    assert first.sha256 == second.sha256
    assert on_disk() == [first.sha256]
    assert _read(taxes, first.sha256) == PDF


def test_without_a_reference_a_file_is_not_there(parks, taxes):
    file = _store(parks)

    with open_unit(taxes), pytest.raises(NotFound):
        open_for(taxes, file.sha256)
    with open_unit(taxes):
        assert [*Blob.objects.all(), *BlobRef.objects.all()] == []


def test_a_holder_shares_with_many_at_once(cast):
    file = _store(cast.city)

    with open_unit(cast.city):
        share(hashes=[file.sha256], unit_ids=[cast.parks.id, cast.taxes.id], holder_id=HOLDER)
        share(hashes=[file.sha256], unit_ids=[cast.parks.id], holder_id=HOLDER)

    assert _read(cast.parks, file.sha256) == _read(cast.taxes, file.sha256) == PDF


def test_nobody_shares_what_he_does_not_hold(parks, taxes, cast):
    file = _store(parks)

    with open_unit(taxes), pytest.raises(ProgrammingError, match="row-level security"):
        share(hashes=[file.sha256], unit_ids=[cast.city.id], holder_id=new_id())


def test_knowing_a_hash_does_not_open_the_file(parks, taxes):
    """Another's voucher does not either, nor does one for another content."""
    file, other = _store(parks), _store(taxes, PDF + b"other")
    with open_city():
        theirs = BlobRef.objects.get(blob_id=file.sha256).voucher
        own = BlobRef.objects.get(blob_id=other.sha256).voucher

    for voucher in (None, b"", bytes(32), theirs, own):
        with open_unit(taxes), pytest.raises(ProgrammingError, match="row-level security"):
            BlobRef.objects.bulk_create(
                [BlobRef(blob_id=file.sha256, unit_id=taxes.id, holder_id=HOLDER, voucher=voucher)]
            )


def test_nobody_says_of_a_content_what_it_is_not(parks):
    file = _store(parks)
    with open_city():
        blob = Blob.objects.get(pk=file.sha256)
    blob.flags, blob.sha256 = "macros", "0" * 64

    with open_unit(parks), pytest.raises(ProgrammingError, match="row-level security"):
        Blob.objects.bulk_create([blob])


def test_the_key_of_the_vouchers_is_read_by_nobody(parks):
    ask = "SELECT * FROM city.file_voucher_key"
    for scope in (open_unit(parks), open_city()):
        with scope, connection.cursor() as cursor, pytest.raises(ProgrammingError, match="denied"):
            cursor.execute(ask)


def test_what_is_let_go_cannot_be_opened_until_it_is_stored_again(parks):
    file = _store(parks)

    with open_unit(parks):
        release(holder_id=HOLDER, at=AT)
    with open_unit(parks), pytest.raises(NotFound):
        open_for(parks, file.sha256)
    _store(parks)

    assert _read(parks, file.sha256) == PDF


def test_what_another_thing_still_holds_stays_open(parks):
    file = _store(parks)
    _store(parks, holder_id=new_id())

    with open_unit(parks):
        release(holder_id=HOLDER, hashes=[file.sha256], at=AT)

    assert _read(parks, file.sha256) == PDF


@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        (b"MZ\x90\x00", "通知.pdf", FileKindNotAllowed),
        (PDF, "通知.docx", FileNotWhatItsNameSays),
        (PDF, "通知", FileNotWhatItsNameSays),
        (b"", "通知.pdf", FileEmpty),
    ],
)
def test_nothing_stays_of_a_refused_file(parks, on_disk, content, name, refusal):
    with pytest.raises(refusal):
        _store(parks, content, name)

    assert on_disk() == []
    with open_city():
        assert Blob.objects.count() == 0


def test_nothing_stays_of_a_file_that_is_too_large(parks, on_disk):
    blocks = (bytes(1024 * 1024) for _ in range(MAX_MEGABYTES + 1))

    with open_unit(parks), pytest.raises(FileTooLarge, match="100 MB"):
        store(blocks, name="大.pdf", holder_id=HOLDER, at=AT)

    assert on_disk() == []


@contextmanager
def _a_full_disk(size: int):
    """The kernel refuses to let any file of this process grow beyond ``size``."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.parametrize("before", [0, len(PDF)], ids=["memory", "disk"])
def test_no_room_is_said_plainly_and_nothing_stays(parks, on_disk, before):
    with received([PDF], name="通知.pdf") as content, _a_full_disk(10):  # noqa: SIM117 - not the first
        with pytest.raises(StorageFull, match="磁盘空间不足"):
            keep(content, name="通知.pdf") if before else _store(parks)

    assert on_disk() == []


def test_half_a_file_that_another_storage_left_is_written_again(parks, settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "blobs": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }
    with received([PDF], name="通知.pdf") as content:
        blobs().save(key_of(content.sha256), ContentFile(PDF[:9]))

    assert _read(parks, _store(parks).sha256) == PDF
    assert [key for key, _changed in stored_keys()] == [key_of(content.sha256)]
