"""机构改革: planned, rehearsed without a trace, carried out once, schemas made and shut after."""

import pytest
from django.db import connections
from django.utils import timezone

from core.context import open_city
from core.units.models import Reform, Unit
from tenancy.installation import installed

pytestmark = pytest.mark.usefixtures("home")


def _form(*steps):
    data = {
        "title": "园林镇改革", "basis": "测编发〔2026〕1号",
        "effective_on": timezone.localdate().isoformat(),
        "step-TOTAL_FORMS": str(len(steps)), "step-INITIAL_FORMS": "0",
    }  # fmt: skip
    for place, step in enumerate(steps):
        data |= {f"step-{place}-{field}": value for field, value in step.items()}
    return data


def _units():
    with open_city():
        return {unit.code: unit for unit in Unit.objects.all()}


RENAME = {"act": "rename", "unit": "parks", "name": "测试县公园镇", "short_name": "公园镇"}
MERGE = {"act": "merge", "unit": "taxes", "other": "parks"}
SPLIT = {
    "act": "split", "unit": "county", "code": "county_x", "name": "测试县新设办公室",
    "short_name": "新设办",
}  # fmt: skip


def test_a_reform_is_planned_rehearsed_and_carried_out(olga, work):
    url = olga.post("/city/reforms/new/", _form(RENAME)).url
    assert "还没有演练" in olga.get(url).content.decode()

    olga.post(f"{url}rehearse/")

    assert "测试县公园镇" in olga.get(url).content.decode()
    assert _units()["parks"].name == "测试县园林镇"
    olga.post(f"{url}carry-out/")
    assert _units()["parks"].name == "测试县公园镇"


def test_units_that_end_are_exported_and_shut_and_new_ones_made(olga, work, home):
    url = olga.post("/city/reforms/new/", _form(MERGE, SPLIT)).url
    olga.post(f"{url}rehearse/")

    answer = olga.post(f"{url}carry-out/")
    work()

    units = _units()
    assert answer.status_code == 302
    assert (units["taxes"].state, units["county_x"].state) == ("closed", "active")
    assert len(list((home / "exports" / "units").glob("taxes-*.zip"))) == 1
    ref = units["taxes"].ref()
    with connections["owner"].cursor() as cursor:
        role = installed().unit(ref.id)
        cursor.execute("SELECT has_schema_privilege(%s, %s, 'USAGE')", [role, ref.schema])
        assert cursor.fetchone() == (False,)


def test_problems_keep_a_reform_from_being_carried_out(olga):
    url = olga.post("/city/reforms/new/", _form({"act": "abolish", "unit": "county"})).url
    olga.post(f"{url}rehearse/")

    assert "演练发现问题" in olga.get(url).content.decode()
    assert olga.post(f"{url}carry-out/").status_code == 409
    assert _units()["county"].state == "active"


def test_a_step_without_what_it_needs_is_told_at_its_field(olga):
    answer = olga.post("/city/reforms/new/", _form({"act": "rename", "unit": "parks"}))

    assert answer.status_code == 422
    assert "需要填写" in answer.content.decode()
    unknown = olga.post("/city/reforms/new/", _form({"act": "abolish", "unit": "nowhere"}))
    assert unknown.status_code == 404
    empty = olga.post("/city/reforms/new/", _form())
    assert empty.status_code == 422
    with open_city():
        assert Reform.objects.count() == 0


def test_a_cancelled_reform_is_over(olga):
    url = olga.post("/city/reforms/new/", _form(RENAME)).url
    olga.post(f"{url}cancel/")

    assert olga.post(f"{url}carry-out/").status_code == 409
    assert _units()["parks"].name == "测试县园林镇"
