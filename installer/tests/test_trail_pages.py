"""The audit administrator's pages, and a unit's own trail for whoever may read it."""

import json
import zipfile
from io import BytesIO

import pytest
from django.utils import timezone

from core.audit.models import AuditEntry
from core.audit.public import record
from core.context import open_city, open_unit
from core.evidence.models import CityEntry, TrailCheck
from core.identity.city_roles import CityRole
from core.identity.models.account import CityRoleAssignment
from core.jobs.worker import run_due
from core.people.models import RoleGrant
from core.people.services.roles import define_role
from core.units.models import Unit
from installer.testing.cast import ref_of
from installer.testing.cities import copied_city
from installer.testing.people import browser_of, make_operator, person_named
from tenancy import fleet

HERE = "/city/trail/"


@pytest.fixture(scope="module")
def city_db(base_city, django_db_blocker):
    """A city of its own for this file."""
    with copied_city(base_city, django_db_blocker) as names:
        yield names


@pytest.fixture(scope="module")
def auditor(city_db):
    account = make_operator("Audrey", "13900009997")
    with open_city():
        CityRoleAssignment.objects.filter(account=account).update(role=CityRole.AUDIT)
    return account


@pytest.fixture(scope="module")
def lines(city_db):
    """Three lines of Parks on one matter, one of them refused."""
    parks = ref_of("parks")
    alice, bob = person_named("Alice", parks), person_named("Bob", parks)
    with open_unit(parks):
        record("people.added", by=alice, at=timezone.now(), subject="matter-7", n=1)
        record("people.updated", by=bob, at=timezone.now(), subject="matter-7", before=1, after=2)
        record("people.closed", by=bob, at=timezone.now(), subject="matter-7", result="refused")
        record("people.added", by=alice, at=timezone.now(), subject="=1+1")


def _text(answer):
    return answer.content.decode()


def test_only_the_audit_administrator_opens_the_pages(auditor, lines, parks, alice):
    browser = browser_of(auditor)

    for page in ("", "checks/"):
        assert browser.get(HERE + page).status_code == 200
        assert (
            browser_of(make_operator(f"Olga{page}", f"139{len(page):08}"))
            .get(HERE + page)
            .status_code
            == 403
        )
        assert browser_of(alice).get(HERE + page).status_code == 403
    assert browser.get(f"{HERE}?unit=parks").status_code == 200


@pytest.mark.parametrize(
    ("sought", "seen", "unseen"),
    [
        ("unit=parks&person=Bob&subject=matter", "人员 · 修改", "人员 · 添加"),
        ("unit=测试县园林镇&result=refused", "被拒绝", "人员 · 修改"),
        ("unit=parks&action=people.added", "人员 · 添加", "人员 · 修改"),
        ("unit=parks&since=2100-01-01", "没有符合条件的记录", "matter-7"),
        ("unit=测试县", "请选择单位", "matter-7"),
        ("unit=nowhere", "没有这个单位", "matter-7"),
        ("", "单位 · 开通", "matter-7"),
    ],
)
def test_a_trail_is_filtered(auditor, lines, sought, seen, unseen):
    page = _text(browser_of(auditor).get(f"{HERE}?{sought}"))
    rows = page.partition("<main")[2]

    assert seen in rows
    assert unseen not in rows.partition("<tbody")[2]


def test_the_timeline_of_an_object_has_every_act_in_order(auditor, lines):
    page = _text(browser_of(auditor).get(f"{HERE}object/?unit=parks&subject=matter-7"))

    assert (
        page.index("人员 · 添加") < page.index("人员 · 修改") < page.index("人员 · 关闭（被拒绝）")
    )
    assert browser_of(auditor).get(f"{HERE}object/?unit=parks&subject=none").status_code == 404


def test_the_lines_go_into_tables_without_formulas_and_that_leaves_a_line(auditor, lines):
    browser = browser_of(auditor)

    table = browser.get(
        "/city/trail.csv?unit=parks&action=people.added&person=Alice"
    ).content.decode("utf-8-sig")
    book = browser.get("/city/trail.xlsx?unit=parks")

    assert table.count("\n") == 3
    assert "'=1+1" in table
    assert book.content[:2] == b"PK"
    with open_city():
        last = CityEntry.objects.filter(action="audit.exported").latest("id")
    assert (last.person_name, last.subject) == ("Audrey", "parks")


def test_evidence_of_a_unit_holds_its_lines_and_the_verifier(auditor, lines):
    content = browser_of(auditor).post(f"{HERE}evidence/", {"unit": "parks"}).content

    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert b"matter-7" in archive.read("trails/parks.entries.jsonl")
        assert json.loads(archive.read("manifest.json"))["trails"][0]["unit"] == "parks"
        assert "verify_trail.py" in archive.namelist()


@pytest.mark.parametrize("unit", ["", "parks"])
def test_a_verification_runs_in_the_background_and_tells_what_it_found(auditor, lines, unit):
    browser = browser_of(auditor)

    begun = browser.post(f"{HERE}verify/", {"unit": unit})
    before = _text(browser.get(begun["Location"]))
    while run_due(limit=20):
        pass
    after = _text(browser.get(begun["Location"]))

    assert "正在核验" in before
    assert "每一条记录都与写入时一致" in after
    with open_city():
        assert TrailCheck.objects.latest("asked_at").entries > 4
    assert "全部相符" in _text(browser.get(f"{HERE}checks/"))


def test_a_suspended_unit_is_still_audited(auditor, lines):
    fleet.suspend("county", reason="核查")

    assert "单位 · 暂停" in _text(browser_of(auditor).get(f"{HERE}?unit=county"))


def test_a_countys_administrator_sees_the_trails_of_the_county_and_no_others(city_db, lines):
    account = make_operator("Cora", "13900009996")
    with open_city():
        CityRoleAssignment.objects.filter(account=account).update(
            role=CityRole.AUDIT, area=Unit.objects.get(code="county")
        )
    browser = browser_of(account)

    assert "matter-7" in _text(browser.get(f"{HERE}?unit=parks"))
    assert "请选择单位" in _text(browser.get(HERE))
    for unit in ("", "city", "nowhere"):
        assert browser.get(f"{HERE}object/?unit={unit}&subject=city").status_code == 404
        assert browser.get(f"/city/trail.csv?unit={unit}").status_code == 404
        assert browser.post(f"{HERE}verify/", {"unit": unit}).status_code == 404
        assert browser.post(f"{HERE}evidence/", {"unit": unit}).status_code == 404


def test_a_units_own_trail_is_for_whoever_was_given_the_permission(lines, parks, alice, bob):
    for person in (alice, bob):
        assert browser_of(person).get("/u/parks/trail/").status_code == 403
    with open_unit(parks):
        role = define_role(title="纪检员", permissions=["audit.read"], by=alice, at=timezone.now())
        RoleGrant.objects.create(member_id=bob.member_id, role=str(role.pk))

    browser = browser_of(bob)
    page = _text(browser.get("/u/parks/trail/?subject=matter"))
    one = _text(browser.get("/u/parks/trail/object/?subject=matter-7"))

    assert page.count("matter-7") >= 3
    assert "人员 · 关闭（被拒绝）" in one
    with open_unit(parks):
        assert AuditEntry.objects.filter(action="audit.looked_at", person_name="Bob").count() == 2


def test_whoever_lists_people_leaves_one_line(parks, bob):
    browser_of(bob).get("/u/parks/people/")

    with open_unit(parks):
        line = AuditEntry.objects.filter(action="personal_data.read").latest("id")
    assert line.detail == {"fields": ["name", "title", "mobile"]}
    assert (line.person_name, line.subject) == ("Bob", "people:members")


def test_a_page_of_the_trail_asks_as_often_for_many_lines(
    auditor, lines, parks, alice, django_assert_max_num_queries
):
    browser = browser_of(auditor)
    browser.get(f"{HERE}?unit=parks&subject=matter")
    with django_assert_max_num_queries(40) as few:
        browser.get(f"{HERE}?unit=parks&subject=%3D1")
    with django_assert_max_num_queries(40) as more:
        browser.get(f"{HERE}?unit=parks&subject=matter")

    assert len(few) == len(more)
