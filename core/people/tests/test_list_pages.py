"""Importing and exporting on the pages: upload, plan, errors, acceptance, and back again."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from core.context import open_unit
from core.lists.writing import as_csv
from core.people.models import Member
from core.people.services.departments import add_department
from installer.testing.people import browser_of

HERE = "/u/parks/people/"
LISTS = HERE + "lists/"
HEAD = ("姓名", "手机号", "工号", "职务", "内设机构", "职务排序", "角色")
ZHOU = ("周海", "13912345678", "", "科员", "", "30", "")
WRONG = ("吴明", "1391", "", "=1+1", "", "", "")
CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")


def upload(browser, *rows, content=None, name="名单.csv"):
    content = as_csv(HEAD, rows) if content is None else content
    return browser.post(LISTS, {"file": SimpleUploadedFile(name, content)})


def basis(page):
    return re.search(r'name="basis" value="([0-9a-f]+)"', page.content.decode())[1]


def test_a_list_is_looked_at_accepted_and_the_codes_shown_once(parks, alice, bob):
    browser = browser_of(alice)
    changed = ("Bob", "13900000002", "", "副主任", "", "", "")

    kept = upload(browser, ZHOU, changed)["Location"]
    page = browser.get(kept)
    done = browser.post(f"{kept}accept/", {"basis": basis(page)})
    after = browser.get(kept).content.decode()

    shown = page.content.decode()
    assert "周海" in shown
    assert "副主任" in shown
    assert len(CODE.findall(done.content.decode())) == 1
    assert CODE.findall(after) == []
    assert browser.post(f"{kept}accept/", {"basis": basis(page)}).status_code == 409
    with open_unit(parks):
        assert Member.objects.filter(name="周海").exists()
        assert Member.objects.get(pk=bob.member_id).title == "副主任"


def test_what_is_wrong_is_told_line_by_line_and_taken_away_as_a_file(parks, alice):
    browser = browser_of(alice)

    kept = upload(browser, ZHOU, WRONG)["Location"]
    page = browser.get(kept)
    refused = browser.post(f"{kept}accept/", {"basis": basis(page)})
    errors = load_workbook(io.BytesIO(browser.get(f"{kept}errors/").content)).active
    only = browser.post(f"{kept}accept/", {"basis": basis(page), "only_correct": "1"})

    assert "1391" in page.content.decode()
    assert (refused.status_code, only.status_code) == (409, 200)
    rows = [[cell.value for cell in row] for row in errors.iter_rows()]
    assert rows[1][:2] == ["吴明", "1391"]
    assert "11位" in rows[1][7]
    assert "公式" in rows[1][7]
    with open_unit(parks):
        assert not Member.objects.filter(name="吴明").exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "文件是空的"),
        (b"\xff\xfe\x00", "不支持这种文件格式"),
        ("姓名,手机号\n周".encode() + b"\xe5\xe5" + "海海海海,1\n".encode(), "文字编码有误"),
        (b"PK\x03\x04 and nothing more", "已损坏"),
        ("代码,备注\n1,2\n".encode(), "缺少列"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_the_way_out(alice, content, told):
    page = upload(browser_of(alice), content=content)

    assert page.status_code == 422
    assert told in page.content.decode()


def test_a_list_may_be_given_up(alice):
    browser = browser_of(alice)
    kept = upload(browser, ZHOU)["Location"]

    browser.post(f"{kept}give-up/")

    assert "没有任何改动" in browser.get(kept).content.decode()


def test_what_is_exported_is_what_is_on_the_screen_and_comes_back_unchanged(parks, alice, bob):
    with open_unit(parks):
        add_department(name="办公室", by=alice, at=timezone.now())
        Member.objects.filter(pk=bob.member_id).update(title="＝一级主任科员")
    browser = browser_of(alice)

    for ending in ("csv", "xlsx"):
        answer = browser.get(f"{HERE}export/{ending}/")
        page = browser.get(upload(browser, content=answer.content, name=f"x.{ending}")["Location"])
        assert "完全一致" in page.content.decode()
    found = browser.get(f"{HERE}export/csv/", {"name": "bob"}).content.decode("utf-8-sig")

    assert [line.split(",")[0] for line in found.split()] == ["姓名", "Bob"]
    assert "'＝一级" in found


def test_the_template_offers_the_units_own_departments_and_roles(parks, alice):
    with open_unit(parks):
        add_department(name="=办公室", by=alice, at=timezone.now())
    browser = browser_of(alice)

    answer = browser.get(f"{LISTS}template/")
    book = load_workbook(io.BytesIO(answer.content))
    parts = zipfile.ZipFile(io.BytesIO(answer.content))

    assert [cell.value for cell in book.worksheets[0][1]] == list(HEAD)
    assert book["选项"]["E1"].value == "=办公室"
    assert book["选项"]["E1"].data_type == "s"
    assert "单位管理员" not in [cell.value for cell in book["选项"]["G"]]
    assert b"dataValidation" in parts.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("path", ["lists/", "lists/template/", "export/csv/"])
def test_who_does_not_manage_people_neither_brings_nor_takes_a_list(bob, charlie, path):
    assert browser_of(bob).get(HERE + path).status_code == 403
    assert browser_of(charlie).get(HERE + path).status_code == 404


def test_a_list_of_another_unit_is_not_there(alice, charlie):
    kept = upload(browser_of(alice), ZHOU)["Location"].replace("/parks/", "/taxes/")
    browser = browser_of(charlie)

    assert browser.get(kept).status_code == 404
    assert browser.post(f"{kept}accept/", {"basis": "0"}).status_code == 404
