"""The console: figures, the list of units, one unit, what failed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.context import open_city
from core.modules.models import KERNEL, InstallState, ModuleInstall
from core.units.models import Onboarding, Unit, UnitEvent
from installer.testing.people import browser_of
from tenancy.importing import preview_import, register
from tenancy.tests.conftest import county_with, unit_list
from tenancy.trail import operator

pytestmark = pytest.mark.usefixtures("home")


def _text(browser, path):
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def _queries(browser, path):
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(path).status_code == 200
    return len(captured)


def _more_units(count):
    preview = preview_import(unit_list(*county_with(count)))
    register(preview, by=operator(), at=timezone.now())


def _fail(code, cause):
    with open_city():
        ModuleInstall.objects.create(
            unit=Unit.objects.get(code=code), module=KERNEL, version="",
            state=InstallState.FAILED, error=cause, changed_at=timezone.now(),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("path", "questions"),
    [("/city/", 15), ("/city/units/", 15), ("/city/units/parks/", 22), ("/city/failures/", 15)],
)
def test_a_page_asks_the_same_questions_of_few_units_and_of_many(olga, path, questions):
    _more_units(1)
    _text(olga, path)
    few = _queries(olga, path)

    _more_units(60)

    assert (few, _queries(olga, path)) == (questions, questions)


def test_figures_open_their_rows(olga):
    page = _text(olga, "/city/")

    assert "/city/units/?state=suspended" in page
    assert "测试县园林镇" in _text(olga, "/city/units/?state=active")
    assert "测试县园林镇" not in _text(olga, "/city/units/?state=suspended")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("level=township", {"parks", "taxes"}),
        ("kind=city_body", {"city"}),
        ("unit=园林", {"parks"}),
        ("unit=parks", {"parks"}),
        ("state=closed", set()),
        ("level=nonsense", {"city", "county", "parks", "taxes"}),
        ("after=nonsense", {"city", "county", "parks", "taxes"}),
    ],
)
def test_units_are_found_by_level_kind_state_and_name(olga, query, shown):
    page = _text(olga, f"/city/units/?{query}")

    codes = {
        code for code in ("city", "county", "parks", "taxes") if f"/city/units/{code}/" in page
    }
    assert codes == shown


def test_the_list_goes_on_from_page_to_page(olga):
    _more_units(60)

    first = _text(olga, "/city/units/")

    assert "共 65 条" in first
    assert "xt059" not in first


def test_the_list_is_exported_as_it_is_filtered(olga):
    answer = olga.get("/city/units.csv?level=township")

    lines = answer.content.decode("utf-8-sig").strip().splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ["parks", "taxes"]
    assert olga.get("/city/units.xlsx").content[:2] == b"PK"


def test_a_failure_is_shown_with_its_cause_and_tried_again(olga, work):
    _more_units(0)
    _fail("xa001", "disk full")
    page = _text(olga, "/city/failures/")
    assert "disk full" in page

    answer = olga.post("/city/failures/retry/")
    work()

    assert answer.status_code == 302
    with open_city():
        assert Unit.objects.get(code="xa001").state == "active"
    assert "disk full" not in _text(olga, "/city/failures/")


def test_rows_that_are_none_are_not_retried(olga):
    assert olga.post("/city/failures/retry/", {"row": ["nonsense"]}).status_code == 302


def test_a_unit_is_suspended_with_a_reason_and_restored(olga, alice):
    without = olga.post("/city/units/parks/suspend/", {"reason": ""})
    assert without.status_code == 422

    olga.post("/city/units/parks/suspend/", {"reason": "换届"})

    assert "已暂停" in _text(olga, "/city/units/parks/")
    assert browser_of(alice).get("/u/parks/modules/").status_code != 200
    olga.post("/city/units/parks/restore/", {"reason": "换届完成"})
    assert browser_of(alice).get("/u/parks/modules/").status_code == 200
    with open_city():
        events = UnitEvent.objects.filter(unit__code="parks").exclude(kind="activated")
        assert list(events.values_list("reason", "by_name")) == [
            ("换届", "Olga"),
            ("换届完成", "Olga"),
        ]


def test_closing_wants_the_units_name_typed(olga, home):
    wrong = olga.post("/city/units/parks/close/", {"reason": "撤销", "typed_name": "园林"})
    assert wrong.status_code == 422

    olga.post("/city/units/parks/close/", {"reason": "撤销", "typed_name": "测试县园林镇"})

    with open_city():
        assert Unit.objects.get(code="parks").state == "closed"
    assert len(list((home / "exports" / "units").glob("parks-*.zip"))) == 1
    again = olga.post("/city/units/parks/close/", {"reason": "撤销", "typed_name": "测试县园林镇"})
    assert again.status_code == 302
    assert len(list((home / "exports" / "units").glob("parks-*.zip"))) == 1


def test_an_act_that_is_not_possible_now_says_why(olga):
    answer = olga.post("/city/units/parks/restore/", {"reason": "误操作"})
    assert answer.status_code == 302

    olga.post("/city/units/parks/close/", {"reason": "撤销", "typed_name": "测试县园林镇"})
    answer = olga.post("/city/units/parks/restore/", {"reason": "误操作"})

    assert answer.status_code == 409
    assert "已关闭" in answer.content.decode()


def test_a_double_click_records_one_stage(olga):
    _more_units(0)
    form = {"stage": "contract", "on": "2026-11-23"}

    first = olga.post("/city/units/xa001/onboarding/", form)
    second = olga.post("/city/units/xa001/onboarding/", form)

    assert (first.status_code, second.status_code) == (302, 302)
    with open_city():
        assert Onboarding.objects.get(unit__code="xa001").state == "contract"


def test_unknown_units_and_acts_are_not_there(olga):
    for path in ("/city/units/nowhere/", "/city/units/parks/destroy/", "/city/import/sample/x.csv"):
        assert olga.get(path).status_code == 404


def test_the_city_office_alone_sees_the_console(alice):
    browser = browser_of(alice)

    for path in ("/city/", "/city/units/", "/city/units/parks/", "/city/failures/"):
        assert browser.get(path).status_code == 403
