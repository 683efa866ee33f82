"""Roles for less than the unit, on certain days; what somebody may do and where it comes from."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.context import open_unit
from core.contracts.people import DataScope, Permission
from core.people import permissions
from core.people.effective import effective_permissions
from core.people.errors import AdministratorLimited, EndsBeforeStart
from core.people.models import Job, Member
from core.people.public import members_with, within_scope
from core.people.selectors import member_of
from core.people.services.departments import add_department
from core.people.services.joining import NewMember, add_members
from core.people.services.roles import Limits, grant_role, limit_role
from installer.testing.people import browser_of, person_named

TODAY = timezone.localdate


@pytest.fixture
def office(parks, alice, bob):
    """Bob works in the office; 周海 in its records section; 吴明 in the treasury."""
    at = timezone.now()
    with open_unit(parks):
        office = add_department(name="办公室", by=alice, at=at)
        records = add_department(name="文书科", parent_id=office.pk, by=alice, at=at)
        treasury = add_department(name="财政所", by=alice, at=at)
        Job.objects.filter(member=bob.member_id).update(department=office)
    new = [
        NewMember("周海", "13911112222", department_id=records.pk),
        NewMember("吴明", "13911113333", department_id=treasury.pk),
    ]
    add_members(unit=parks, newcomers=new, by=alice, at=at)
    return office


def limit(unit, whom, by, *, role="staff", scope=DataScope.UNIT, **days):
    with open_unit(unit):
        limit_role(
            member=member_of(whom.member_id),
            role=role,
            to=Limits(scope, **days),
            by=by,
            at=timezone.now(),
        )
    return person_named(whom.name, unit)


def seen(unit, by):
    with open_unit(unit):
        rows = within_scope(Member.objects.all(), by=by, permission="people.view", member="pk")
        return {member.name for member in rows}


def test_a_permission_reaches_as_far_as_the_role_was_granted(parks, alice, bob, office):
    everybody = {"Alice", "Bob", "周海", "吴明"}

    assert seen(parks, bob) == everybody
    for scope, names in ((DataScope.DEPARTMENT, {"Bob", "周海"}), (DataScope.SELF, {"Bob"})):
        narrowed = limit(parks, bob, alice, scope=scope)
        assert narrowed.scope_of("people.view") is scope
        assert seen(parks, narrowed) == names
    page = browser_of(bob).get("/u/parks/people/").content.decode()
    assert "周海" not in page


def test_the_widest_of_several_roles_counts(parks, alice, bob, office):
    limit(parks, bob, alice, scope=DataScope.SELF)
    with open_unit(parks):
        grant_role(member=member_of(bob.member_id), role="clerk", by=alice, at=timezone.now())

    both = limit(parks, bob, alice, role="clerk", scope=DataScope.DEPARTMENT)

    assert both.scope_of("people.view") is DataScope.DEPARTMENT


def test_what_cannot_be_limited_is_not_given_by_a_limited_role(parks, alice, bob, monkeypatch):
    wide = Permission.of("official_documents.draft", "拟稿", ("staff",))
    monkeypatch.setattr(permissions, "_declared", {"official_documents": (wide,)})

    narrowed = limit(parks, bob, alice, scope=DataScope.DEPARTMENT)

    assert narrowed.may("people.view")
    assert not narrowed.may("official_documents.draft")
    assert narrowed.scope_of("official_documents.draft") is None
    with open_unit(parks):
        assert members_with("official_documents.draft") == []
        lines = effective_permissions(member_of(bob.member_id))
    told = {line.permission.code: line.why_not for line in lines}
    assert "不能限定范围" in told["official_documents.draft"]
    assert told["people.view"] == ""


@pytest.mark.parametrize(
    ("first", "last", "counts"),
    [(0, 0, True), (None, -1, False), (1, None, False), (-9, 9, True)],
)
def test_a_role_counts_on_its_days_only(parks, alice, bob, first, last, counts):
    def on(days):
        return None if days is None else TODAY() + timedelta(days=days)

    later = limit(parks, bob, alice, first_day=on(first), last_day=on(last))

    assert later.may("people.view") is counts
    with open_unit(parks):
        assert ("Bob" in [one.name for one in members_with("people.view")]) is counts


def test_an_administrator_has_no_end_and_no_narrower_scope(parks, alice):
    for limits in ({"scope": DataScope.SELF}, {"last_day": TODAY()}):
        with pytest.raises(AdministratorLimited):
            limit(parks, alice, alice, role="unit_admin", **limits)
    with pytest.raises(EndsBeforeStart):
        limit(parks, alice, alice, role="head", first_day=TODAY(), last_day=TODAY() - timedelta(1))


def test_the_page_tells_each_permission_its_source_scope_and_days(parks, alice, bob, charlie):
    browser, path = browser_of(alice), f"/u/parks/people/{bob.member_id}/permissions/"

    saved = browser.post(
        f"{path}staff/", {"scope": "department", "first_day": "", "last_day": "2999-12-31"}
    )
    page = browser.get(path).content.decode()
    taken = browser.get(f"{path}export/csv/").content.decode("utf-8-sig")

    assert saved.status_code == 302
    for words in ("查看本单位人员", "工作人员", "本机构", "至2999年12月31日"):
        assert words in page
    assert "people.view,工作人员" in taken
    assert browser.post(f"{path}unknown/", {"scope": "unit"}).status_code == 404
    assert browser_of(bob).get(path).status_code == 200
    assert (
        browser_of(bob).get(path.replace(str(bob.member_id), str(alice.member_id))).status_code
        == 403
    )
    assert browser_of(bob).post(f"{path}staff/", {"scope": "unit"}).status_code == 403
    assert browser_of(charlie).get(path).status_code == 404
