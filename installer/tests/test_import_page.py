"""单位导入: upload, see what is wrong or the plan, confirm, be done in the background."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.context import open_city
from core.jobs.models import Job
from core.units.models import Unit
from installer.models import ImportState, UnitImport
from installer.testing.people import browser_of
from tenancy.tests.conftest import county_with, unit_list

CAST = {"city", "county", "parks", "taxes"}


def _upload(browser, content, name="units.csv", organs=None):
    files = {"units": SimpleUploadedFile(name, content)}
    if organs is not None:
        files["organs"] = SimpleUploadedFile("organs.csv", organs)
    return browser.post("/city/import/", files)


def _rows(*rows):
    return unit_list(*rows).getvalue()


def _codes():
    with open_city():
        return set(Unit.objects.values_list("code", flat=True))


def _imports():
    with open_city():
        return list(UnitImport.objects.all())


def test_a_list_is_uploaded_checked_confirmed_and_made(olga, work):
    answer = _upload(olga, _rows(*county_with(2)))

    assert answer.status_code == 302
    page = olga.get(answer.url).content.decode()
    assert "某县第1镇" in page
    assert _codes() == CAST
    olga.post(f"{answer.url}confirm/")
    work()
    assert _codes() == CAST | {"xa001", "xt000", "xt001"}
    with open_city():
        assert set(Unit.objects.values_list("state", flat=True)) == {"active"}
    assert "全部开通" in olga.get(answer.url).content.decode()


def test_errors_are_told_line_by_line_and_nothing_is_kept(olga):
    answer = _upload(olga, _rows(("XX", "", "简称", "township", "village", "nowhere", "")))

    page = answer.content.decode()
    assert answer.status_code == 422
    for word in ("大写字母", "名称为空", "nowhere", "没有任何改动"):
        assert word in page
    assert (_imports(), _codes()) == ([], CAST)


def _bomb():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (60 << 20))
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("header.csv", b"code,name,short_name,level,kind,parent_code,division_code\n"),
        ("virus.exe", b"MZ\x90\x00" + bytes(range(256))),
        ("old.xls", b"\xd0\xcf\x11\xe0" + b"\x00" * 512),
        ("broken.xlsx", b"PK\x03\x04 not a zip"),
        ("bomb.xlsx", _bomb()),
        ("nul.csv", b"code,name\n\x00\x00,\x00\n"),
        ("../../etc/passwd", b"root:x:0:0"),
    ],
)
def test_a_hostile_file_is_refused_with_words(olga, name, content):
    answer = _upload(olga, content, name)

    assert answer.status_code == 422
    assert "没有任何改动" in answer.content.decode()
    assert (_imports(), _codes()) == ([], CAST)


def test_no_file_at_all_is_told_at_the_field(olga):
    answer = olga.post("/city/import/", {})

    assert answer.status_code == 422
    assert "id_units" in answer.content.decode()


def test_text_of_a_list_is_shown_as_text(olga):
    name = "<script>alert(1)</script>"
    answer = _upload(olga, _rows(("xa001", name, "县政府办", "county", "county_body", "city", "")))

    page = olga.get(answer.url).content.decode()
    assert name not in page
    assert "&lt;script&gt;" in page


def test_a_list_as_excel_in_china_writes_it_is_understood(olga):
    rows = unit_list(*county_with(1), encoding="gb18030").getvalue()

    assert _upload(olga, rows).status_code == 302


def test_confirming_twice_registers_once(olga, work):
    url = _upload(olga, _rows(*county_with(1))).url

    first, second = olga.post(f"{url}confirm/"), olga.post(f"{url}confirm/")
    with open_city():
        jobs = Job.objects.filter(name="installer.register").count()
    work()

    assert (first.status_code, second.status_code, jobs) == (302, 302, 1)
    assert _codes() == CAST | {"xa001", "xt000"}


def test_a_list_whose_city_has_changed_since_is_refused(olga, work):
    url = _upload(olga, _rows(*county_with(1))).url
    with open_city():
        Unit.objects.filter(code="parks").update(name="测试县公园镇")

    answer = olga.post(f"{url}confirm/")

    assert answer.status_code == 409
    assert "重新核对" in answer.content.decode()
    work()
    assert _codes() == CAST


def test_a_change_between_confirming_and_registering_changes_nothing(olga, work):
    url = _upload(olga, _rows(*county_with(1))).url
    olga.post(f"{url}confirm/")
    with open_city():
        Unit.objects.filter(code="parks").update(name="测试县公园镇")

    work()

    assert _codes() == CAST
    assert _imports()[0].state == ImportState.OUTDATED
    assert "请重新上传" in olga.get(url).content.decode()


def test_a_list_given_up_cannot_be_confirmed(olga, work):
    url = _upload(olga, _rows(*county_with(1))).url
    olga.post(f"{url}cancel/")

    answer = olga.post(f"{url}confirm/")

    assert answer.status_code == 409
    work()
    assert _codes() == CAST


def test_a_list_that_changes_nothing_offers_no_confirmation(olga, work):
    row = ("parks", "测试县园林镇", "园林镇", "township", "township", "county", "")
    first = _upload(olga, _rows(row)).url
    olga.post(f"{first}confirm/")
    work()

    page = olga.get(_upload(olga, _rows(row)).url).content.decode()

    assert ("完全一致" in page, "确认导入" in page) == (True, False)


def test_the_bar_moves_while_units_are_made_and_ends(olga, work):
    url = _upload(olga, _rows(*county_with(1))).url
    olga.post(f"{url}confirm/")

    waiting = olga.get(f"{url}progress/")
    work()
    done = olga.get(f"{url}progress/")

    assert "hx-get" in waiting.content.decode()
    assert ("hx-get" in done.content.decode(), done["HX-Refresh"]) == (False, "true")


def test_the_codes_are_downloaded_by_name_and_once_recorded(olga, work):
    url = _upload(olga, _rows(*county_with(1))).url
    olga.post(f"{url}confirm/")
    work()

    answer = olga.post(f"{url}codes/")

    lines = answer.content.decode("utf-8-sig").strip().splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ["xa001", "xt000"]
    assert "no-store" in answer["Cache-Control"]
    assert _imports()[0].codes_taken_by == "Olga"
    assert olga.get(f"{url}codes/").status_code == 405


def test_nobody_else_may_import(alice):
    assert browser_of(alice).get("/city/import/").status_code == 403
    assert _upload(browser_of(alice), _rows(*county_with(1))).status_code == 403
