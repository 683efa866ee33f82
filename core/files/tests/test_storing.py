"""A file is stored whole, once, for those who hold it, or not at all."""

import io
import os
import resource
import signal
import stat
import time
from contextlib import contextmanager

import pytest
from django.db import ProgrammingError

from core.context import open_city, open_unit
from core.errors import NotFound
from core.files import store as disk
from core.files.models import Blob, BlobRef
from core.files.public import (
    FileEmpty,
    FileKindNotAllowed,
    FileNotWhatItsNameSays,
    FileTooLarge,
    StorageFull,
    open_for,
    share,
    store,
)
from core.files.tasks import sweep_store
from core.files.tests.conftest import AT, PDF
from core.jobs.models import Job
from core.jobs.worker import run_due


def _store(unit, content=PDF, name="通知.pdf"):
    with open_unit(unit):
        return store(io.BytesIO(content), name=name, at=AT)


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
        share(hashes=[file.sha256], unit_ids=[cast.parks.id, cast.taxes.id])
        share(hashes=[file.sha256], unit_ids=[cast.parks.id])

    assert _read(cast.parks, file.sha256) == _read(cast.taxes, file.sha256) == PDF


def test_nobody_shares_what_he_does_not_hold(parks, taxes, cast):
    file = _store(parks)

    with open_unit(taxes), pytest.raises(ProgrammingError, match="row-level security"):
        share(hashes=[file.sha256], unit_ids=[cast.city.id])


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
    blocks = (bytes(1024 * 1024) for _ in range(disk.MAX_MEGABYTES + 1))

    with open_unit(parks), pytest.raises(FileTooLarge, match="100 MB"):
        store(blocks, name="大.pdf", at=AT)

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


def test_a_full_disk_is_said_plainly_and_nothing_stays(parks, on_disk):
    with _a_full_disk(1000), pytest.raises(StorageFull, match="磁盘空间不足"):
        _store(parks, PDF + bytes(100_000))

    assert on_disk() == []


def test_what_was_rolled_back_is_swept_after_a_day(parks, on_disk):
    kept = _store(parks)
    with pytest.raises(ZeroDivisionError), open_unit(parks):
        _store_and_fail()
    yesterday = time.time() - 2 * 86_400
    undone = next(name for name in on_disk() if name != kept.sha256)
    for name in (kept.sha256, undone):
        os.utime(disk.path_of(name), (yesterday, yesterday))

    with open_city():
        sweep_store()

    assert on_disk() == [kept.sha256]


def test_young_files_are_not_swept(parks, on_disk):
    with pytest.raises(ZeroDivisionError), open_unit(parks):
        _store_and_fail()

    with open_city():
        sweep_store()

    assert len(on_disk()) == 1


def test_no_unit_has_the_store_swept_in_its_own_name(parks, taxes, on_disk):
    file = _store(parks)
    yesterday = time.time() - 2 * 86_400
    os.utime(disk.path_of(file.sha256), (yesterday, yesterday))

    # In the eyes of Taxes' role no row names the file: a sweep of its own would remove it.
    with open_unit(taxes):
        Job.objects.create(name="files.sweep", unit_id=taxes.id, run_at=AT, created_at=AT)
    run_due(10)

    assert on_disk() == [file.sha256]
    with open_city():
        assert "CitysOwnJob" in Job.objects.get().last_error


def _store_and_fail() -> None:
    store(io.BytesIO(PDF + b"other"), name="另一份.pdf", at=AT)
    raise ZeroDivisionError
