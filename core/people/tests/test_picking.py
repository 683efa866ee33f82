"""Picking people: who is offered, in which order, who is found, and what a form may take."""

from dataclasses import replace

import pytest
from django import forms
from django.http import QueryDict
from django.utils import timezone

from core.context import open_city, open_unit
from core.contracts.absence import PersonOut
from core.identity.public import activate_accounts
from core.modules.hooks import hookimpl
from core.modules.loading import host
from core.people.errors import GroupTitleTaken
from core.people.fields import PeopleField, PersonField
from core.people.models import Member
from core.people.picking import own_groups
from core.people.services.departments import add_department
from core.people.services.groups import remember_picked, save_group
from core.people.services.joining import NewMember, add_members
from core.people.services.leaving import close_member
from installer.testing.people import browser_of, person_named

PICK = "/u/parks/people/pick/"


@pytest.fixture
def staff(parks, alice):
    """A leader, an office and two people in it; somebody who has left."""
    with open_unit(parks):
        office = add_department(name="办公室", by=alice, at=timezone.now())
        add_department(name="空着的科", by=alice, at=timezone.now())
    new = [
        NewMember("赵敏", "13900000006", title="书记", rank_order=0),
        NewMember("周海", "13911112222", title="主任", department_id=office.pk, rank_order=20),
        NewMember("安宁", "13933334444", title="科员", department_id=office.pk, rank_order=30),
        NewMember("离去", "13955556666", title="科员", rank_order=40),
    ]
    added = add_members(unit=parks, newcomers=new, by=alice, at=timezone.now())
    with open_unit(parks):
        close_member(member_id=added[3].member_id, by=alice, at=timezone.now())
    return {one.name: one.member_id for one in added}


def lines(browser, **asked):
    page = browser.get(PICK, asked).content.decode()
    return [part.partition('"')[0] for part in page.split('data-name="')[1:]], page


def picked(field, *values):
    class Form(forms.Form):
        who = field

    query = QueryDict(mutable=True)
    query.setlist("who", [str(value) for value in values])
    form = Form(query)
    return form.cleaned_data["who"] if form.is_valid() else form.errors.as_data()["who"][0].code


def test_people_stand_by_department_in_the_order_of_office_and_none_who_left(bob, staff):
    names, page = lines(browser_of(bob))

    assert names == ["赵敏", "Alice", "Bob", "周海", "安宁"]
    assert page.index("Bob") < page.index("办公室") < page.index("周海")
    assert "空着的科" not in page


@pytest.mark.parametrize("typed", ["周海", "zhouhai", "zh", "主任", "13911112222", "2222"])
def test_somebody_is_found_by_name_pinyin_initials_title_and_number(bob, staff, typed):
    assert "周海" in lines(browser_of(bob), q=typed)[0]


def test_only_holders_of_a_permission_are_offered_where_it_is_needed(bob, staff):
    assert lines(browser_of(bob), may="official_documents.sign")[0] == ["Alice"]
    assert lines(browser_of(bob), may="no.such_thing")[0] == []


class Outings:
    """A module that knows who is out."""

    def __init__(self, *out):
        self.out = out

    @hookimpl
    def people_out(self, member_ids):
        return [each for each in self.out if each.member_id in member_ids]


@pytest.fixture
def outings():
    """Registers the module, in the place of one that every unit has."""
    known = host()._implementations["people_out"]
    before = dict(known)
    yield lambda *out: host().register("official_documents", Outings(*out))
    known.clear()
    known.update(before)


def test_whoever_is_out_is_marked_and_can_be_picked(bob, staff, outings):
    day = timezone.localdate()
    outings(PersonOut(staff["周海"], "外出", day))

    page = lines(browser_of(bob))[1]

    line = page[page.index('data-name="周海"') :]
    assert f"外出至{day.year}年" in line.partition("</div>")[0]


def test_those_picked_of_late_and_ones_own_groups_come_first(parks, bob, alice, staff):
    with open_unit(parks):
        remember_picked(members=[staff["安宁"]], by=bob)
        remember_picked(members=[staff["周海"], staff["离去"]], by=bob)
        save_group(title="值班", members=[staff["安宁"], staff["赵敏"]], by=bob)
        with pytest.raises(GroupTitleTaken):
            save_group(title="值班", members=[], by=bob)

        assert [
            (title, [one.name for one in members]) for title, members in own_groups(bob.member_id)
        ] == [("", ["周海", "安宁"]), ("值班", ["安宁", "赵敏"])]
        assert own_groups(alice.member_id) == []
    names, page = lines(browser_of(bob))
    assert names == [
        "周海", "安宁", "安宁", "赵敏", "赵敏", "Alice", "Bob", "周海", "安宁",
    ]  # fmt: skip
    assert page.index("最近") < page.index("值班") < page.index('data-name="Alice"')


def test_a_form_takes_people_of_the_unit_in_their_order_and_nobody_else(parks, charlie, staff):
    with open_unit(parks):
        both = picked(PeopleField(), staff["安宁"], staff["赵敏"], staff["安宁"])

        assert [person.name for person in both] == ["安宁", "赵敏"]
        assert picked(PersonField(), staff["周海"]).title == "主任"
        assert picked(PersonField(), staff["周海"], staff["安宁"]) == "several"
        assert picked(PersonField()) == "required"
        for wrong in (staff["离去"], charlie.member_id, "nobody", "~forged"):
            assert picked(PersonField(), wrong) == "gone"
        assert picked(PersonField(may="official_documents.sign"), staff["周海"]) == "gone"


def test_somebody_with_posts_in_two_units_picks_in_both(parks, taxes, alice, bob, charlie, staff):
    added = add_members(
        unit=taxes,
        newcomers=[NewMember("Bob", "13900000002", roles=("staff",))],
        by=charlie,
        at=timezone.now(),
    )
    take_up(added)
    both = replace(person_named("Bob", parks), units=(parks, taxes))
    page = browser_of(bob).get("/u/taxes/people/pick/", {"for": "parks"}).content.decode()
    offered = page[: page.index('data-name="Charlie"')].rpartition('data-value="')[2]
    value = offered.partition('"')[0]

    with open_unit(parks):
        found = picked(PersonField(across=both), value)
        assert (found.name, found.unit_id) == ("Charlie", taxes.id)
        assert found.member_id == charlie.member_id
        # An offer to Bob is worth nothing in another's hands, nor where one unit is enough.
        assert picked(PersonField(across=alice), value) == "gone"
        assert picked(PersonField(), value) == "gone"
    assert browser_of(alice).get("/u/taxes/people/pick/").status_code == 404


def take_up(added):
    with open_city():
        activate_accounts(
            account_ids=[one.account_id for one in added],
            encoded_password="argon2$x",
            at=timezone.now(),
        )


def test_the_window_asks_the_same_queries_whoever_works_here(
    parks, alice, bob, staff, django_assert_max_num_queries
):
    browser = browser_of(bob)
    browser.get(PICK)
    with django_assert_max_num_queries(30) as few:
        browser.get(PICK)
    more = [NewMember(f"人{n}", f"1380000{n:04}") for n in range(200)]
    add_members(unit=parks, newcomers=more, by=alice, at=timezone.now())

    with django_assert_max_num_queries(30) as many:
        page = browser.get(PICK).content.decode()

    assert len(many) == len(few)
    assert "data-more=" in page
    assert len(page) < 60_000
    with open_unit(parks):
        office = Member.objects.get(pk=staff["周海"]).department_id
    assert lines(browser, under=office)[0] == ["周海", "安宁"]


def test_a_group_is_kept_on_its_page_and_is_ones_own(bob, alice, staff):
    browser = browser_of(bob)
    browser.post("/u/parks/people/groups/add/", {"title": "值班", "members": [str(staff["赵敏"])]})
    page = browser.get("/u/parks/people/groups/").content.decode()
    path = page[page.index("/u/parks/people/groups/0") :].partition('"')[0]

    assert "赵敏" in page
    form = browser.get(path).content.decode()
    assert f'name="members" value="{staff["赵敏"]}"' in form
    assert "/u/parks/people/pick/?several=1" in form
    assert browser_of(alice).get(path).status_code == 404
    assert browser_of(alice).post(f"{path}drop/").status_code == 404
    assert browser.post(f"{path}drop/").status_code == 302
