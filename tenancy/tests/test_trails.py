"""The trails as evidence: whatever is done to a line behind the platform's back is found.

One city for the whole file; whatever a test does to the tables is put back after it.
"""

import subprocess
import sys
import zipfile

import pytest
from django.conf import settings as django_settings
from django.db import connections, transaction
from django.utils import timezone

from core.audit.line import witness_of
from core.audit.models import AuditEntry
from core.audit.public import record
from core.context import open_city, open_unit
from core.evidence import keys
from core.evidence.models import CityEntry, TrailWitness
from core.evidence.public import seal
from installer.testing.cast import ref_of
from installer.testing.cities import copied_city
from installer.testing.people import person_named
from tenancy.errors import UnknownUnit
from tenancy.trail import operator
from tenancy.trails.checking import Verified, check_after, verify
from tenancy.trails.errors import ExportUnreadable
from tenancy.trails.export import export_trails

TABLES = ("city.trail_block", "city.trail_checkpoint", "city.trail_witness", "city.city_entry")


@pytest.fixture(scope="module")
def city_db(base_city, django_db_blocker):
    """A city of its own for this file."""
    with copied_city(base_city, django_db_blocker) as names:
        yield names


@pytest.fixture(scope="module")
def parks(city_db):
    return ref_of("parks")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A data folder, and with it a signing key, of this file's own."""
    before = django_settings.CITYDESK_HOME
    django_settings.CITYDESK_HOME = tmp_path_factory.mktemp("home")
    yield django_settings.CITYDESK_HOME
    django_settings.CITYDESK_HOME = before


@pytest.fixture(scope="module")
def lines(parks, home):
    """Six lines of Parks: four sealed in two blocks, two that still wait."""
    alice = person_named("Alice", parks)
    for number in range(6):
        with open_unit(parks):
            record("test.acted", by=alice, at=timezone.now(), subject=f"matter {number}", n=number)
        if number in {1, 3}:
            with open_city():
                seal(at=timezone.now())
    with open_unit(parks):
        return [str(key) for key in _acted().values_list("id", flat=True)]


@pytest.fixture
def behind(parks, lines):
    """``behind(sql)`` as whoever owns the tables and has put the trigger out of force; undone."""
    trail = f"{parks.schema}.audit_entry"
    kept = {
        table: f"{table.partition('.')[0]}.kept_{n}" for n, table in enumerate((trail, *TABLES))
    }
    _behind(f"ALTER TABLE {trail} DISABLE TRIGGER append_only")
    _behind(*(f"CREATE TABLE {copy} AS TABLE {table}" for table, copy in kept.items()))

    def act(*texts):
        _behind(*(text.replace("TRAIL", trail) for text in texts))

    yield act
    _behind(*(f"DELETE FROM {table}" for table in kept))
    # A block points at its checkpoint, which has to be there first.
    _behind(*(f"INSERT INTO {table} TABLE {copy}" for table, copy in reversed(kept.items())))
    _behind(*(f"DROP TABLE {copy}" for copy in kept.values()))
    _behind(f"ALTER TABLE {trail} ENABLE TRIGGER append_only")


def _acted():
    return AuditEntry.objects.filter(action="test.acted").order_by("id")


def _behind(*texts):
    """Units' tables belong to one log-in, the city's to another."""
    for text in texts:
        alias = "owner" if "city." in text else "ddl"
        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            cursor.execute(text)


def _bad(found):
    return [(one["unit"], one["entry"], one["reason"]) for one in found.bad]


def test_trails_that_nobody_touched_are_whole(lines):
    one, every = verify("parks"), verify()

    assert (one.units, every.units, one.bad, every.bad) == (1, 4, [], [])
    assert every.entries > one.entries >= 6


EDIT = "UPDATE TRAIL SET {} WHERE id = '{}'"
TAMPERING = [
    ("a sealed line edited", [EDIT.format("person_name = 'Bob'", "{1}")], 1, "altered"),
    ("a waiting line edited", [EDIT.format("""detail = '{{"n": 9}}'""", "{5}")], 5, "altered"),
    ("a line deleted", ["DELETE FROM TRAIL WHERE id = '{2}'"], 2, "missing"),
    ("the tail cut", ["DELETE FROM TRAIL WHERE id >= '{4}'"], 4, "missing"),
    (
        "two lines exchanged",
        [
            EDIT.format("at = at + interval '1 h'", "{0}"),
            EDIT.format("at = at - interval '1 h'", "{3}"),
        ],
        0,
        "altered",
    ),
]


@pytest.mark.parametrize(
    ("texts", "first", "reason"), [row[1:] for row in TAMPERING], ids=[row[0] for row in TAMPERING]
)
def test_the_first_line_that_was_tampered_with_is_named(behind, lines, texts, first, reason):
    behind(*(text.format(*lines) for text in texts))

    assert _bad(verify("parks"))[0] == ("parks", lines[first], reason)


def test_a_line_that_was_added_is_named(behind, lines):
    columns = [field.column for field in AuditEntry._meta.fields if field.column != "id"]
    names = ", ".join(f'"{name}"' for name in columns)
    added = lines[2][:-4] + "ffff"
    behind(
        f"INSERT INTO TRAIL (id, {names}) SELECT '{added}', {names} FROM TRAIL"
        f" WHERE id = '{lines[2]}'"
    )

    assert _bad(verify("parks")) == [("parks", added, "unknown")]


def test_a_whole_block_that_went_with_its_lines_is_missed_by_the_signature(behind, parks, lines):
    behind(
        f"DELETE FROM TRAIL WHERE id IN ('{lines[2]}', '{lines[3]}')",
        f"DELETE FROM city.trail_block WHERE unit_id = '{parks.id}' AND number = 2",
    )

    assert ("checkpoint 2", "checkpoint_altered") in [row[1:] for row in _bad(verify())]


def test_the_citys_own_trail_is_verified_as_well(behind):
    with open_city():
        record("test.granted", by=operator(), at=timezone.now(), subject="x")
        key = str(CityEntry.objects.latest("id").pk)
    behind(f"UPDATE city.city_entry SET subject = 'y' WHERE id = '{key}'")

    assert _bad(verify()) == [(None, key, "altered")]


def _made_anew():
    """Everything that the city keeps, thrown away and written again from the altered lines."""
    _behind(
        "DELETE FROM city.trail_block",
        "DELETE FROM city.trail_checkpoint",
        "DELETE FROM city.trail_witness",
    )
    with open_city():
        rows = [(None, row) for row in CityEntry.objects.values()]
    for code in ("city", "county", "parks", "taxes"):
        with open_unit(ref_of(code)) as unit:
            rows += [(unit.id, row) for row in AuditEntry.objects.values()]
    with open_city():
        TrailWitness.objects.bulk_create(
            TrailWitness(**witness_of(row, unit)) for unit, row in rows
        )
        while seal(at=timezone.now()):
            pass


def test_trails_made_anew_are_found_by_the_key_and_by_what_left_the_house(
    behind, lines, home, tmp_path, settings
):
    kept = tmp_path / "kept.zip"
    export_trails(kept, code=None, by=operator(), at=timezone.now())
    behind(EDIT.format("person_name = 'Bob'", lines[1]))
    settings.CITYDESK_HOME = tmp_path / "attacker"
    _made_anew()
    settings.CITYDESK_HOME = home

    assert {row[2] for row in _bad(verify())} == {"signature"}

    _made_anew()  # this time with the city's own key
    found = verify()

    assert _bad(found) == []
    check_after(found, kept)
    assert _bad(found) == [(None, "checkpoint 1", "checkpoint_rewritten")]


def _stand_alone(path, *options):
    with zipfile.ZipFile(path) as archive:
        archive.extract("verify_trail.py", path.parent)
    command = [sys.executable, "-I", "-S", path.parent / "verify_trail.py", path, *options]
    return subprocess.run(command, capture_output=True, text=True, cwd=path.parent, env={})


def _changed(source, target, change):
    """A copy of an export with ``change(name, content)`` made to its files."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))


@pytest.mark.parametrize("code", [None, "parks"])
def test_an_export_is_checked_without_server_or_library(behind, lines, tmp_path, code):
    path = tmp_path / "trail.zip"
    made = export_trails(path, code=code, by=operator(), at=timezone.now())

    whole = _stand_alone(path, "--key", made.key)

    assert (whole.returncode, whole.stderr) == (0, "")
    assert f"entries: {made.entries}" in whole.stdout
    assert _stand_alone(path, "--key", "0000").returncode == 1

    def edited(name, content):
        return content.replace(b"matter 3", b"matter 4") if "entries" in name else content

    _changed(path, tmp_path / "edited.zip", edited)
    found = _stand_alone(tmp_path / "edited.zip")

    assert found.returncode == 1
    assert f"{lines[3]}  altered" in found.stdout


def test_an_export_signed_by_somebody_else_or_older_than_it_says_is_refused(
    behind, lines, tmp_path, home, settings
):
    kept, later = tmp_path / "kept.zip", tmp_path / "later.zip"
    export_trails(kept, code=None, by=operator(), at=timezone.now())
    settings.CITYDESK_HOME = tmp_path / "attacker"
    _made_anew()
    export_trails(later, code=None, by=operator(), at=timezone.now())

    assert _stand_alone(later).returncode == 0
    assert "checkpoint_rewritten" in _stand_alone(later, "--after", kept).stdout
    settings.CITYDESK_HOME = home
    with pytest.raises(ExportUnreadable):
        _changed(
            kept, tmp_path / "x.zip", lambda name, text: text + b" " * (name == "manifest.json")
        )
        check_after(Verified(), tmp_path / "x.zip")


def test_a_unit_that_does_not_exist_is_refused(lines):
    with pytest.raises(UnknownUnit):
        verify("nowhere")


def test_the_signing_key_is_its_owners_alone(lines, home):
    path = home / "keys" / "trail_key.pem"

    assert path.stat().st_mode & 0o777 == 0o600
    assert len(keys.public_key()) == 64
