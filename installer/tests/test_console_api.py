"""The consoles for programs: the same acts, the same refusals, one stable code each."""

import pytest

from core.context import open_city
from core.units.models import Unit
from installer.testing.people import browser_of

pytestmark = pytest.mark.usefixtures("home")
CLIENT = {"content_type": "application/json"}


def test_units_are_listed_filtered_and_shown(olga):
    found = olga.get("/api/v1/units/?level=township").json()

    assert [unit["code"] for unit in found["results"]] == ["parks", "taxes"]
    assert found["next"] is None
    first = olga.get("/api/v1/units/?level=township&size=1").json()
    assert [unit["code"] for unit in olga.get(first["next"]).json()["results"]] == ["taxes"]
    shown = olga.get("/api/v1/units/parks/").json()
    assert (shown["code"], shown["events"][0]["kind"]) == ("parks", "activated")


def test_a_unit_is_suspended_once(olga):
    first = olga.post("/api/v1/units/parks/suspend/", {"reason": "换届"}, **CLIENT)
    again = olga.post("/api/v1/units/parks/suspend/", {"reason": "换届"}, **CLIENT)

    assert (first.json()["state"], first.json()["changed"]) == ("suspended", True)
    assert (again.status_code, again.json()["changed"]) == (200, False)


def test_refusals_are_problems_with_a_code(olga, alice):
    missing = olga.post("/api/v1/units/parks/suspend/", {}, **CLIENT)
    unknown = olga.get("/api/v1/units/nowhere/")
    closed = browser_of(alice).get("/api/v1/units/")

    assert (missing.status_code, missing.json()["code"]) == (422, "invalid_input")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "unknown_unit")
    assert (closed.status_code, closed.json()["code"]) == (403, "permission_refused")
    with open_city():
        assert Unit.objects.get(code="parks").state == "active"


def test_a_unit_installs_a_module_by_the_api(alice):
    browser = browser_of(alice)

    done = browser.post("/api/v1/u/parks/modules/bulletin/install/", **CLIENT)

    assert (done.status_code, done.json()["state"]) == (200, "active")
    rows = browser.get("/api/v1/u/parks/modules/").json()["results"]
    assert {row["name"]: row["state"] for row in rows}["bulletin"] == "active"


def test_fees_are_told_to_those_they_concern(olga, alice, bob):
    everything = olga.get("/api/v1/fees/").json()
    own = browser_of(alice).get("/api/v1/u/parks/fees/").json()

    assert {line["unit"] for line in everything["lines"]} == {"city", "county", "parks", "taxes"}
    assert {line["unit"] for line in own["lines"]} == {"parks"}
    assert browser_of(bob).get("/api/v1/u/parks/fees/").status_code == 403
