"""A reform reaches the schemas: new units are made, those it closes are exported and shut."""

from datetime import date

import pytest
from django.db import ProgrammingError
from django.utils import timezone

from core.audit.models import AuditEntry
from core.context import open_city, open_unit
from core.units.models import Unit, UnitEvent
from core.units.reform import Abolish, Merge, Part, Rename, Split
from tenancy import fleet, reform
from tenancy.errors import ReformFileUnusable, UnitHasChildren, UnknownUnit
from tenancy.export import read_export
from tenancy.invariants import unit_checks
from tenancy.reform_file import ReformPlan, read_reform
from tenancy.trail import operator

WELL = ("units.ledger", "units.drift", "units.doors")


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    settings.CITYDESK_HOME = tmp_path


def planned(*acts):
    file = ReformPlan("乡镇合并", date(2026, 1, 1), acts, "测编发〔2026〕1号")
    found, rehearsal = reform.plan(file, by=operator(), at=timezone.now())
    assert rehearsal.problems == ()
    return found.id


def carry_out(reform_id):
    return reform.carry_out(reform_id, by=operator(), at=timezone.now())


def states():
    with open_city():
        return dict(Unit.objects.values_list("code", "state"))


def well():
    return {check.name for check in unit_checks() if check.ok} >= set(WELL)


def test_a_merged_unit_is_exported_and_nobody_can_enter_it(parks):
    done = carry_out(planned(Merge("parks", "taxes")))

    assert done.ok
    assert states()["parks"] == "closed"
    assert all(intact for _file, intact in read_export(done.exports["parks"]))
    with open_unit(parks), pytest.raises(ProgrammingError):
        AuditEntry.objects.count()
    with open_city():
        assert UnitEvent.objects.filter(unit=parks.id, kind="closed").count() == 1
    assert well()


def test_a_unit_that_is_split_off_is_made(parks):
    done = carry_out(planned(Split("parks", (Part("lakes", "测试县湖泊镇", "湖泊镇"),))))

    assert (done.ok, states()["lakes"], states()["parks"]) == (True, "active", "active")
    assert well()


def test_stopped_after_the_shared_tables_it_goes_on_from_there(parks, monkeypatch):
    reform_id = planned(Abolish("parks", children_to="taxes"))
    with monkeypatch.context() as stopped:
        stopped.setattr(reform, "_seal", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            carry_out(reform_id)
    assert (states()["parks"], well()) == ("closed", False)

    done = carry_out(reform_id)

    assert list(done.exports) == ["parks"]
    assert well()
    assert carry_out(reform_id).exports == {}


def test_a_suspended_unit_is_exported_too(parks):
    fleet.suspend("parks", reason="换届")

    assert list(carry_out(planned(Merge("parks", "taxes"))).exports) == ["parks"]


def test_a_unit_above_others_is_not_closed(cast):
    with pytest.raises(UnitHasChildren, match="2"):
        fleet.close("county", reason="撤销")

    assert states()["county"] == "active"


def test_a_unit_above_closed_ones_is(cast):
    for code in ("parks", "taxes", "county"):
        assert fleet.close(code, reason="撤销") is not None


def test_a_reform_of_nobody_is_refused(city_db):
    with pytest.raises(UnknownUnit, match="nowhere"):
        planned(Rename("nowhere", "某镇", "某镇"))


WRITTEN = """
title = "乡镇合并"
effective_on = 2026-01-01
[[acts]]
act = "split"
unit = "parks"
parts = [{code = "lakes", name = "测试县湖泊镇", short_name = "湖泊镇", children = ["v1"]}]
[[acts]]
act = "rename"
unit = "taxes"
name = "测试县税收镇"
short_name = "税收镇"
organs = {tg = ["测试县税收镇人民政府", "税收镇政府"]}
"""


def test_a_file_is_read_into_acts(tmp_path):
    (tmp_path / "reform.toml").write_text(WRITTEN)

    read = read_reform(tmp_path / "reform.toml")

    assert (read.title, read.effective_on, read.basis) == ("乡镇合并", date(2026, 1, 1), "")
    assert read.acts == (
        Split("parks", (Part("lakes", "测试县湖泊镇", "湖泊镇", children=("v1",)),)),
        Rename("taxes", "测试县税收镇", "税收镇", {"tg": ("测试县税收镇人民政府", "税收镇政府")}),
    )


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("title", "titel", "title"),
        ('"split"', '"divide"', "acts[1].act"),
        ('code = "lakes", ', "", "acts[1].parts[1].code"),
        ('short_name = "税收镇"', 'shortname = "税收镇"', "acts[2].shortname"),
        ('"测试县税收镇"\n', "7\n", "acts[2].name"),
        ("[[acts]]", "[[acts", "reform.toml"),
    ],
)
def test_what_is_wrong_in_a_file_is_named(tmp_path, old, new, place):
    (tmp_path / "reform.toml").write_text(WRITTEN.replace(old, new, 1))

    with pytest.raises(ReformFileUnusable) as refusal:
        read_reform(tmp_path / "reform.toml")

    assert refusal.value.facts["place"] == place
