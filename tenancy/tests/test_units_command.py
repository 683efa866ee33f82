"""``citydesk units``: what scripts rely on, and an import that is killed again and again."""

import json
import random
import signal
import time
import zipfile
from pathlib import Path

import pytest
from django.db import connections

from core.context import open_city
from core.units.models import Unit
from tenancy.tests.conftest import county_with, unit_list

pytestmark = pytest.mark.processes

CAST = {"city", "county", "parks", "taxes"}


@pytest.fixture
def thirty(tmp_path):
    """A list of thirty units."""
    path = tmp_path / "thirty.csv"
    path.write_bytes(unit_list(*county_with(29)).getvalue())
    return path


def _schemas():
    with connections["owner"].cursor() as cursor:
        cursor.execute(r"SELECT nspname FROM pg_namespace WHERE nspname LIKE 'u\_%'")
        return {name for (name,) in cursor.fetchall()}


def _units():
    with open_city():
        return {unit.code: unit for unit in Unit.objects.all()}


def test_an_import_killed_again_and_again_leaves_exactly_the_listed_units(citydesk, thirty):
    moments = random.Random(20261123)  # noqa: S311  moments, not secrets
    for _ in range(4):
        process = citydesk.start("units", "import", thirty, "--workers", "2")
        time.sleep(2 + 3 * moments.random())
        process.send_signal(signal.SIGKILL)
        process.communicate()

    done = citydesk("units", "import", thirty, "--json")

    assert (done.status, done.document["missing"], done.document["errors"]) == (0, 0, [])
    units = _units()
    assert set(units) == CAST | {row[0] for row in county_with(29)}
    assert {unit.state for unit in units.values()} == {"active"}
    assert _schemas() == {unit.ref().schema for unit in units.values()}
    codes = Path(done.document["codes_file"]).read_text("utf-8-sig")
    assert len(codes.strip().splitlines()) == 31


def test_a_killed_import_leaves_no_process_behind(citydesk, thirty):
    process = citydesk.start("units", "import", thirty, "--workers", "2")
    workers = _until(lambda: _children(process.pid))

    process.send_signal(signal.SIGKILL)
    process.communicate()

    assert len(workers) == 2
    assert _until(lambda: not any(map(_is_running, workers)))
    # They did not go on to the end of the list unseen.
    assert "pending" in {unit.state for unit in _units().values()}


def _until(answer):
    end = time.monotonic() + 30
    while not (found := answer()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


def _children(pid):
    """The processes under ``pid``, once there are two."""
    tasks = Path(f"/proc/{pid}/task/{pid}/children")
    found = tasks.read_text().split() if tasks.exists() else []
    return found if len(found) == 2 else []


def _is_running(pid):
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def test_the_same_import_again_changes_nothing_and_says_so(citydesk, tmp_path):
    path = tmp_path / "two.csv"
    path.write_bytes(unit_list(*county_with(1)).getvalue())
    first = citydesk("units", "import", path, "--json").document

    again = citydesk("units", "import", path, "--json")

    assert [first[key] for key in ("created", "changed", "unchanged", "made")] == [2, 0, 0, 2]
    counts = [again.document[key] for key in ("created", "changed", "unchanged", "made")]
    assert (again.status, counts) == (0, [0, 0, 2, 0])


def test_a_wrong_list_names_row_column_and_value_and_changes_nothing(citydesk, tmp_path):
    path = tmp_path / "wrong.csv"
    path.write_bytes(unit_list(("pg_x", "", "", "township", "village", "nowhere", "")).getvalue())

    done = citydesk("units", "import", path, "--json")

    assert done.status == 1
    assert "list_refused" in done.err
    found = {(e["row"], e["column"], e["code"]) for e in done.document["errors"]}
    assert {(2, "code", "code_reserved"), (2, "name", "name_empty")} <= found
    assert all(set(e) >= {"row", "column", "value", "message"} for e in done.document["errors"])
    assert set(_units()) == CAST


def test_a_dry_run_shows_the_plan_and_changes_nothing(citydesk, tmp_path):
    path = tmp_path / "renamed.csv"
    row = ("parks", "测试县公园镇", "公园镇", "township", "township", "county", "")
    path.write_bytes(unit_list(row).getvalue())

    done = citydesk("units", "import", path, "--dry-run", "--json")

    assert (done.status, done.document["changed"]) == (0, 1)
    assert {(c["column"], c["new"]) for c in done.document["changes"]} == {
        ("name", "测试县公园镇"),
        ("short_name", "公园镇"),
    }
    assert _units()["parks"].name == "测试县园林镇"


def test_a_unit_is_listed_suspended_restored_and_closed(citydesk, home):
    listed = citydesk("units", "list", "--kind", "township", "--json").document
    assert [unit["code"] for unit in listed] == ["parks", "taxes"]
    assert set(listed[0]) >= {
        "code", "name", "level", "kind", "parent_code", "state", "fee_class",
    }  # fmt: skip

    suspended = citydesk("units", "suspend", "parks", "--json").document
    assert suspended == {"done": 1, "skipped": 0, "failed": []}
    again = citydesk("units", "suspend", "parks", "nowhere", "--json")
    assert (again.status, again.document["skipped"]) == (1, 1)
    assert [each["code"] for each in again.document["failed"]] == ["unknown_unit"]
    assert citydesk("units", "restore", "parks", "--json").document["done"] == 1
    closed = citydesk("units", "close", "parks", "--reason", "撤销", "--json").document
    with zipfile.ZipFile(closed["exports"]["parks"]) as archive:
        assert "manifest.json" in archive.namelist()
    shown = citydesk("units", "show", "parks", "--json").document
    assert (shown["state"], shown["events"][0]["reason"]) == ("closed", "撤销")


def test_a_unit_that_cannot_be_made_fails_the_command_with_its_cause(citydesk, tmp_path):
    path = tmp_path / "one.csv"
    path.write_bytes(unit_list(*county_with(0)).getvalue())
    plan = citydesk("units", "import", path, "--dry-run")
    assert plan.status == 0
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "ALTER TABLE city.fee_line ADD CONSTRAINT no_more CHECK (rule <> 'T-2020-2') NOT VALID"
        )

    done = citydesk("units", "import", path, "--json")

    assert (done.status, done.document["missing"]) == (1, 1)
    assert "no_more" in done.document["failed"][0]["message"]
    assert "units_missing" in done.err
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE city.fee_line DROP CONSTRAINT no_more")
    retried = citydesk("units", "retry", "--json")
    assert (retried.status, retried.document["made"]) == (0, 1)


def test_json_is_one_document_and_nothing_else(citydesk):
    for command in (("units", "list"), ("modules", "list"), ("fees", "statement")):
        done = citydesk(*command, "--json")
        json.loads(done.out)
        assert done.out.count("\n") == 1
