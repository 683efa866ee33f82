"""What nothing refers to is removed after a time of grace, and nothing else ever is."""

import io
import os
import threading
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connections
from django.utils import timezone

from core.context import open_city, open_unit
from core.files.checks import file_checks
from core.files.cleaning import GRACE, clean
from core.files.cli import files
from core.files.models import Blob, BlobRef
from core.files.public import open_for, release, store
from core.files.store import key_of
from core.files.tests.conftest import PDF
from core.jobs.models import Job
from core.jobs.worker import run_due

HOLDER = UUID(int=1)
LONG_AGO = timezone.now() - GRACE - timedelta(days=3)


def _store(unit, content=PDF, at=LONG_AGO):
    with open_unit(unit):
        return store(io.BytesIO(content), name="通知.pdf", holder_id=HOLDER, at=at)


def _let_go(unit, at=LONG_AGO):
    with open_unit(unit):
        release(holder_id=HOLDER, at=at)


def _stray(unit, home):
    """What a transaction leaves that was rolled back long ago."""
    with pytest.raises(ZeroDivisionError), open_unit(unit):
        file = store(io.BytesIO(PDF + b"stray"), name="另.pdf", holder_id=HOLDER, at=LONG_AGO)
        raise ZeroDivisionError
    _age(home / "files" / key_of(file.sha256))
    return file


def _age(path):
    os.utime(path, (LONG_AGO.timestamp(), LONG_AGO.timestamp()))


def test_what_nobody_wants_is_removed_and_what_somebody_wants_stays(parks, taxes, home, on_disk):
    wanted, unwanted = _store(parks), _store(taxes, PDF + b"old")
    _store(taxes)
    _let_go(taxes)
    _stray(parks, home)
    _age(home / "files" / key_of(wanted.sha256))
    with open_city():
        rows = [Blob.objects.count(), BlobRef.objects.count()]

    would = clean(at=timezone.now(), dry_run=True)
    with open_city():
        assert [Blob.objects.count(), BlobRef.objects.count()] == rows
    assert len(on_disk()) == 3
    did = clean(at=timezone.now())

    assert (would.references, would.files, would.size) == (2, 1, unwanted.size)
    assert (did.references, did.files, did.strays) == (2, 1, would.strays)
    assert on_disk() == [wanted.sha256]
    with open_city():
        assert [Blob.objects.count(), BlobRef.objects.count()] == [1, 1]
    with open_unit(parks), open_for(parks, wanted.sha256) as content:
        assert content.read() == PDF


def test_nothing_is_removed_within_the_time_of_grace(parks, on_disk):
    _store(parks)
    _let_go(parks, at=timezone.now())
    with pytest.raises(ZeroDivisionError), open_unit(parks):
        store(io.BytesIO(PDF + b"x"), name="另.pdf", holder_id=HOLDER, at=timezone.now())
        raise ZeroDivisionError

    cleaned = clean(at=timezone.now())

    assert (cleaned.references, cleaned.files, cleaned.strays) == (0, 0, [])
    assert len(on_disk()) == 2


def test_the_clean_up_passes_by_what_is_being_stored(parks, home):
    """The other's row is not visible yet, and its content is as old as a stray."""
    stray, unwanted = _stray(parks, home), _store(parks, PDF + b"again")
    _let_go(parks)

    with open_unit(parks):
        for content in (b"stray", b"again"):
            store(io.BytesIO(PDF + content), name="另.pdf", holder_id=UUID(int=2), at=LONG_AGO)
        cleaning = threading.Thread(target=_clean_elsewhere)
        cleaning.start()
        cleaning.join()

    for file in (stray, unwanted):
        with open_unit(parks), open_for(parks, file.sha256) as content:
            assert content.read().startswith(PDF)


def _clean_elsewhere():
    try:
        clean(at=timezone.now())
    finally:
        connections.close_all()


def test_no_unit_has_the_store_cleaned_in_its_own_name(parks, taxes, home, on_disk):
    file = _store(parks)
    _age(home / "files" / key_of(file.sha256))

    # In the eyes of Taxes' role no row names the file: a clean-up of its own would remove it.
    with open_unit(taxes):
        Job.objects.create(
            name="files.clean", unit_id=taxes.id, run_at=LONG_AGO, created_at=LONG_AGO
        )
    run_due(10)

    assert on_disk() == [file.sha256]
    with open_city():
        assert "CitysOwnJob" in Job.objects.get(name="files.clean").last_error


def test_the_command_tells_what_it_would_do_and_does_it(parks, on_disk):
    _store(parks)
    _let_go(parks)

    answer = files.commands["clean"].callback.__wrapped__
    answers = [answer(dry_run=dry_run).document for dry_run in (True, False)]

    facts = {"references": 1, "files": 1, "bytes": len(PDF), "strays": 0}
    assert answers == [{"dry_run": True, **facts}, {"dry_run": False, **facts}]
    assert on_disk() == []


def test_the_doctor_names_missing_damaged_and_stray_files(parks, home):
    missing, shorter, changed = (_store(parks, PDF + part) for part in (b"a", b"b", b"c"))
    assert all(check.ok for check in file_checks())
    stray = _stray(parks, home)
    (home / "files" / key_of(missing.sha256)).unlink()
    (home / "files" / key_of(shorter.sha256)).write_bytes(b"short")
    (home / "files" / key_of(changed.sha256)).write_bytes(PDF + b"?")

    found = {check.name: check.detail for check in file_checks() if not check.ok}

    assert found.keys() == {"files.missing", "files.content", "files.strays"}
    assert missing.sha256 in found["files.missing"]
    assert all(file.sha256 in found["files.content"] for file in (shorter, changed))
    assert stray.sha256 in found["files.strays"]


def test_the_doctor_says_that_the_scanner_does_not_answer(parks, settings):
    settings.CLAMD_URL = "tcp://127.0.0.1:1"

    assert [check.name for check in file_checks() if not check.ok] == ["files.scanner"]
