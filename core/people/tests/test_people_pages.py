"""The pages of a unit's people, as its administrator, a colleague and a stranger see them."""

import re

import pytest
from django.utils import timezone

from core.context import open_unit
from core.people.models import Department, Member, MemberState
from core.people.public import active_people, people_by_id
from core.people.services.departments import add_department, close_department
from core.people.services.joining import NewMember, add_member
from installer.testing.people import browser_of

HERE = "/u/parks/people/"
ADMIN_PAGES = ["add/", "departments/", "roles/", "roles/add/"]
PAGES = ["", "portfolio/", "substitutes/", *ADMIN_PAGES]
CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")


@pytest.fixture
def office(parks, alice):
    """A department of Parks."""
    with open_unit(parks):
        return add_department(name="办公室", by=alice, at=timezone.now())


def test_everyone_sees_the_people_in_the_order_of_office(parks, alice, bob):
    with open_unit(parks):
        first = NewMember(name="赵敏", mobile="13900000006", title="书记", rank_order=0)
    add_member(unit=parks, newcomer=first, by=alice, at=timezone.now())

    rows = browser_of(bob).get(HERE).content.decode().partition("<tbody")[2]

    assert rows.index("赵敏") < rows.index("Alice") < rows.index("Bob")


@pytest.mark.parametrize("typed", ["赵敏", "zhaomin", "zm", "书记", "13900000006"])
def test_people_are_found_by_name_pinyin_initials_title_and_number(parks, alice, typed):
    newcomer = NewMember(name="赵敏", mobile="13900000006", title="书记")
    add_member(unit=parks, newcomer=newcomer, by=alice, at=timezone.now())

    page = browser_of(alice).get(HERE, {"name": typed}).content.decode()

    assert "赵敏" in page
    assert "Bob" not in page


@pytest.mark.parametrize("page", ADMIN_PAGES)
def test_a_colleague_without_the_permission_is_refused(bob, page):
    assert browser_of(bob).get(HERE + page).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_the_administrator_opens_every_page(alice, office, page):
    assert browser_of(alice).get(HERE + page).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_for_charlie_there_is_no_such_page(charlie, parks, page):
    assert browser_of(charlie).get(HERE + page).status_code == 404


def test_somebody_is_added_and_the_slip_shows_the_code_once(alice, parks, office):
    browser = browser_of(alice)
    typed = {
        "name": "周海", "mobile": "13912345678", "title": "科员", "staff_number": "",
        "department": str(office.pk), "rank_order": "30", "roles": ["staff"],
    }  # fmt: skip

    slip = browser.post(HERE + "add/", typed).content.decode()
    again = browser.post(HERE + "add/", typed)

    assert len(CODE.findall(slip)) == 1
    assert "http://testserver/activate/" in slip
    assert again.status_code == 409
    with open_unit(parks):
        assert Member.objects.get(name="周海").department == office


def test_a_wrong_number_is_shown_on_the_form_and_nothing_is_kept(alice, parks):
    typed = {"name": "周海", "mobile": "123", "rank_order": "30"}

    answer = browser_of(alice).post(HERE + "add/", typed)

    assert answer.status_code == 422
    assert "“123”不能使用" in answer.content.decode()
    with open_unit(parks):
        assert not Member.objects.filter(name="周海").exists()


def test_a_person_is_changed_and_roles_with_them(alice, bob, parks, office):
    typed = {
        "name": "Bob", "mobile": "13900000002", "title": "副主任",
        "department": str(office.pk), "rank_order": "5", "roles": ["staff", "clerk"],
    }  # fmt: skip

    answer = browser_of(alice).post(f"{HERE}{bob.member_id}/", typed)

    assert answer["Location"] == f"{HERE}{bob.member_id}/posts/"
    with open_unit(parks):
        member = Member.objects.get(pk=bob.member_id)
        roles = set(member.grants.values_list("role", flat=True))
    assert (member.title, member.rank_order, member.department_id) == ("副主任", 5, office.pk)
    assert roles == {"staff", "clerk"}


def test_a_refused_change_is_undone_as_a_whole(alice, parks):
    typed = {"name": "Somebody", "mobile": "13900000001", "rank_order": "1", "roles": ["head"]}

    answer = browser_of(alice).post(f"{HERE}{alice.member_id}/", typed)

    assert answer.status_code == 409
    assert "唯一的管理员" in answer.content.decode()
    with open_unit(parks):
        assert Member.objects.get(pk=alice.member_id).name == "Alice"


def test_somebody_leaves_and_stands_among_those_who_left(alice, bob, parks):
    browser = browser_of(alice)
    browser.post(f"{HERE}{bob.member_id}/leave/", {"everything": alice.member_id})

    here = browser.get(HERE).content.decode()
    left = browser.get(HERE, {"state": "left"}).content.decode()

    assert f"/people/{bob.member_id}/" not in here
    assert f"/people/{bob.member_id}/" in left
    with open_unit(parks):
        assert Member.objects.get(pk=bob.member_id).state == MemberState.LEFT
        assert people_by_id([bob.member_id])[bob.member_id].has_left
        assert [line.name for line in active_people()] == ["Alice"]


def test_a_fresh_code_is_shown_on_a_slip(alice, bob):
    slip = browser_of(alice).post(f"{HERE}{bob.member_id}/code/").content.decode()

    assert len(CODE.findall(slip)) == 1


@pytest.mark.parametrize("path", ["{}/", "{}/leave/", "{}/code/"])
def test_a_member_of_another_unit_is_not_there(alice, charlie, taxes, path):
    browser = browser_of(alice)
    foreign = HERE + path.format(charlie.member_id)

    assert browser.post(foreign, {"name": "x"}).status_code == 404
    with open_unit(taxes):
        assert Member.objects.get(pk=charlie.member_id).name == "Charlie"


@pytest.mark.parametrize("page", ["{}/leave/", "{}/code/"])
def test_a_colleague_cannot_act_on_people(alice, bob, page):
    answer = browser_of(bob).post(HERE + page.format(alice.member_id))

    assert answer.status_code == 403


def test_a_forged_department_of_nowhere_is_refused(alice, bob):
    typed = {
        "name": "Bob", "rank_order": "5",
        "department": "00000000-0000-7000-8000-000000000000",
    }  # fmt: skip

    assert browser_of(alice).post(f"{HERE}{bob.member_id}/", typed).status_code == 422


def test_departments_nest_and_close_only_when_empty(alice, bob, parks, office):
    browser = browser_of(alice)
    browser.post(
        HERE + "departments/", {"name": "文书科", "parent": str(office.pk), "position": "1"}
    )
    page = browser.get(HERE + "departments/").content.decode()

    refused = browser.post(f"{HERE}departments/{office.pk}/close/")

    assert "　文书科" in page
    assert refused.status_code == 409
    with open_unit(parks):
        inner = Department.objects.get(name="文书科")
        close_department(department_id=inner.pk, by=alice, at=timezone.now())
        close_department(department_id=office.pk, by=alice, at=timezone.now())
    assert "办公室" not in browser.get(HERE + "departments/").content.decode()


def test_a_role_is_made_changed_and_dropped(alice, parks):
    browser = browser_of(alice)
    browser.post(HERE + "roles/add/", {"title": "值班", "permissions": ["people.view"]})
    page = browser.get(HERE + "roles/").content.decode()
    path = re.search(r"/u/parks/people/roles/[0-9a-f-]{36}/", page)[0]

    assert "管理人员、内设机构与角色" in page
    assert "管理人员、内设机构与角色" not in browser.get(HERE + "roles/add/").content.decode()
    twice = browser.post(HERE + "roles/add/", {"title": "值班", "permissions": []})
    forged = browser.post(path, {"title": "值班", "permissions": ["city.units"]})
    changed = browser.post(path, {"title": "值守", "permissions": ["fees.view"]})
    browser.post(path + "drop/")

    assert (twice.status_code, forged.status_code, changed.status_code) == (422, 422, 302)
    browser.get(HERE + "roles/")  # shows what was just done, and its name
    assert "值守" not in browser.get(HERE + "roles/").content.decode()


def test_the_list_takes_the_same_queries_whatever_its_length(
    parks, alice, django_assert_max_num_queries
):
    # Counted against itself: what the frame asks for its badges is not this page's matter.
    browser = browser_of(alice)
    browser.get(HERE)
    with django_assert_max_num_queries(30) as two_people:
        browser.get(HERE)
    for number in range(8):
        newcomer = NewMember(f"人{number}", f"1380000000{number}")
        add_member(unit=parks, newcomer=newcomer, by=alice, at=timezone.now())

    with django_assert_max_num_queries(30) as ten_people:
        browser.get(HERE)

    assert len(two_people) == len(ten_people)


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "张\u202e三", "a" * 51, "", "\x00"])
def test_a_strange_name_does_no_harm(alice, parks, name):
    typed = {"name": name, "mobile": "13912345678", "rank_order": "30"}

    answer = browser_of(alice).post(HERE + "add/", typed)
    page = browser_of(alice).get(HERE).content.decode()

    assert answer.status_code in {200, 422}
    assert "<script>alert" not in page + answer.content.decode()
