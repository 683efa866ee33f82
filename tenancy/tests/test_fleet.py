"""Suspending, restoring and closing units: the database shuts the door, the record says why."""

import csv
import io
import json
import zipfile

import pytest
from django.db import ProgrammingError
from django.utils import timezone

from core.audit.models import AuditEntry
from core.context import open_city, open_unit
from core.units.models import Unit, UnitEvent
from tenancy.errors import NotKept, ReasonMissing, UnitBusy, UnitNotActive, UnknownUnit
from tenancy.export import export_unit, read_export
from tenancy.fleet import close, restore, suspend

pytestmark = pytest.mark.usefixtures("home")


def _write(subject):
    AuditEntry.objects.create(
        at=timezone.now(), person_name="Alice", action="test.wrote", subject=subject
    )


def _state(code):
    with open_city():
        return Unit.objects.get(code=code).state


def _events(code):
    with open_city():
        events = UnitEvent.objects.filter(unit__code=code).exclude(kind="activated")
        return list(events.values_list("kind", "reason"))


def test_a_suspended_unit_is_refused_by_postgresql_and_back_after_restoring(parks):
    with open_unit(parks):
        _write("one")

    assert suspend("parks", reason="换届") is True

    with (
        open_unit(parks),
        pytest.raises(ProgrammingError, match=r"does not exist|permission denied"),
    ):
        AuditEntry.objects.count()
    assert restore("parks", reason="换届完成") is True
    with open_unit(parks):
        assert AuditEntry.objects.filter(action="test.wrote").count() == 1
    assert _events("parks") == [("suspended", "换届"), ("restored", "换届完成")]


def test_suspending_twice_changes_nothing(parks):
    suspend("parks", reason="换届")

    assert suspend("parks", reason="换届") is False

    assert len(_events("parks")) == 1


def test_an_act_without_a_reason_is_refused(parks):
    with pytest.raises(ReasonMissing):
        suspend("parks", reason="  ")
    with pytest.raises(ReasonMissing):
        close("parks", reason="")

    assert (_state("parks"), _events("parks")) == ("active", [])


def test_an_unknown_unit_is_refused(city_db):
    with pytest.raises(UnknownUnit):
        close("nowhere", reason="撤销")


def test_closing_exports_every_row_first(parks, home):
    with open_unit(parks):
        _write("写过一行")

    path = close("parks", reason="撤销")

    assert _state("parks") == "closed"
    assert all(intact for _file, intact in read_export(path))
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    with zipfile.ZipFile(path) as archive:
        rows = list(csv.DictReader(io.TextIOWrapper(archive.open("unit/audit_entry.csv"), "utf-8")))
        manifest = json.loads(archive.read("manifest.json"))
    assert [(row["action"], row["subject"]) for row in rows][-2:] == [
        ("test.wrote", "写过一行"),
        ("unit.closed", "parks"),
    ]
    assert manifest["unit"]["code"] == "parks"
    listed = {file["file"]: file["rows"] for file in manifest["files"]}
    assert listed["unit/audit_entry.csv"] == len(rows)


def test_a_closed_unit_cannot_be_entered_restored_or_closed_again(parks):
    close("parks", reason="撤销")

    with open_unit(parks), pytest.raises(ProgrammingError):
        AuditEntry.objects.count()
    with pytest.raises(UnitNotActive):
        restore("parks", reason="误操作")
    assert close("parks", reason="再来一次") is None
    assert len(_events("parks")) == 1


def test_a_full_disk_leaves_the_unit_open(parks, home):
    (home / "exports").write_text("a file where the folder should be")

    with pytest.raises(NotKept):
        close("parks", reason="撤销")

    assert (_state("parks"), _events("parks")) == ("active", [])
    with open_unit(parks):
        AuditEntry.objects.count()


def test_closing_waits_for_writers_and_gives_way_to_one_that_stays(parks, monkeypatch):
    monkeypatch.setattr("tenancy.fleet.LOCK_TIMEOUT", "200ms")

    with open_unit(parks):
        _write("not yet committed")
        with pytest.raises(UnitBusy):
            close("parks", reason="撤销")

    assert _state("parks") == "active"


def test_an_export_alone_changes_nothing(parks):
    path = export_unit("parks")

    assert all(intact for _file, intact in read_export(path))
    assert (_state("parks"), _events("parks")) == ("active", [])


def test_a_damaged_export_is_noticed(parks, tmp_path):
    path = export_unit("parks")
    damaged = tmp_path / "damaged.zip"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(damaged, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data + b"x" if name == "unit/audit_entry.csv" else data)

    found = {file.file: intact for file, intact in read_export(damaged)}

    assert [file for file, intact in found.items() if not intact] == ["unit/audit_entry.csv"]
