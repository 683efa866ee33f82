"""Adding people: account, post and member come together, and a crash between them heals."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from core.audit.models import AuditEntry
from core.context import open_city, open_unit
from core.db.keys import new_id
from core.errors import NotFound, ScopeChanged
from core.identity.models import Account, Post, PostState
from core.identity.public import Newcomer, activate_accounts, admit
from core.people.entry import person_in_unit
from core.people.errors import AlreadyMember, DepartmentUnknown, RoleUnknown
from core.people.models import Member, MemberState
from core.people.selectors import member_of, roles_held
from core.people.services.joining import NewMember, add_member, add_members, renew_code
from core.people.services.leaving import close_member
from installer.testing.people import browser_of

DAVE = NewMember(name="Dave", mobile="13900000004", title="科员", roles=("staff",), rank_order=20)


def add(unit, by, newcomer=DAVE):
    return add_member(unit=unit, newcomer=newcomer, by=by, at=timezone.now())


def activate(*added):
    with open_city():
        activate_accounts(
            account_ids=[one.account_id for one in added],
            encoded_password="argon2$x",
            at=timezone.now(),
        )


def enter(unit, account_id):
    with open_city():
        account = Account.objects.get(pk=account_id)
    with open_unit(unit):
        return person_in_unit(account, unit)


def test_one_call_makes_account_post_and_member(parks, alice):
    added = add(parks, alice)

    with open_unit(parks):
        member = Member.objects.get(pk=added.member_id)
        post = Post.objects.get(member_id=added.member_id)
        assert roles_held([member])[member.pk] == ["staff"]
    assert (member.account_id, member.name_key) == (added.account_id, "dave d")
    assert (post.account_id, post.title, post.state) == (
        added.account_id, "科员", PostState.PROPOSED,
    )  # fmt: skip


def test_it_is_written_in_the_units_trail_by_whom(parks, alice):
    add(parks, alice)

    with open_unit(parks):
        line = AuditEntry.objects.filter(action="people.added", subject="Dave").get()
    assert (line.person_name, line.detail) == ("Alice", {"roles": ["staff"]})


def test_the_code_is_not_in_the_trail(parks, alice):
    added = add(parks, alice)

    with open_unit(parks):
        assert not any(added.code in str(line.detail) for line in AuditEntry.objects.all())


def test_nobody_is_added_twice(parks, alice):
    add(parks, alice)

    with pytest.raises(AlreadyMember, match="Dave"):
        add(parks, alice)


def test_somebody_of_another_unit_is_added_without_anything_being_told(parks, alice, charlie):
    added = add(parks, alice, NewMember(name="查理", mobile="13900000003", roles=("staff",)))

    assert added.account_id == charlie.account_id
    with open_unit(parks):
        assert member_of(added.member_id).name == "查理"


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [({"roles": ("emperor",)}, RoleUnknown), ({"department_id": new_id()}, DepartmentUnknown)],
)
def test_a_list_with_a_wrong_line_leaves_nothing_behind(parks, alice, wrong, refusal):
    with open_city():
        before = Account.objects.count()
    eve = NewMember(name="Eve", mobile="13900000005", **wrong)

    with pytest.raises(refusal):
        add_members(unit=parks, newcomers=[DAVE, eve], by=alice, at=timezone.now())

    with open_city():
        assert Account.objects.count() == before
    with open_unit(parks):
        assert not Member.objects.filter(name="Dave").exists()


def test_adding_inside_an_open_transaction_is_refused_because_it_needs_two(parks, alice):
    with open_unit(parks), pytest.raises(ScopeChanged):
        add(parks, alice)


def test_after_a_crash_between_the_two_transactions_adding_again_goes_on(parks, alice):
    with open_city():
        half = admit(
            newcomers=[Newcomer("Dave", mobile="13900000004")],
            unit_id=parks.id,
            at=timezone.now(),
        )[0]

    added = add(parks, alice)

    assert (added.account_id, added.member_id) == (half.account_id, half.member_id)
    with open_unit(parks):
        assert member_of(half.member_id).title == "科员"


def test_after_a_crash_the_person_who_activates_finds_the_way_in_without_any_role(parks):
    with open_city():
        half = admit(
            newcomers=[Newcomer("Dave", mobile="13900000004", title="科员")],
            unit_id=parks.id,
            at=timezone.now(),
        )[0]
    activate(half)

    person = enter(parks, half.account_id)

    assert (person.member_id, person.title) == (half.member_id, "科员")
    assert person.permissions == frozenset()


def test_whoever_has_no_post_does_not_become_a_member_by_asking(parks, charlie):
    with pytest.raises(NotFound):
        enter(parks, charlie.account_id)

    with open_unit(parks):
        assert not Member.objects.filter(account_id=charlie.account_id).exists()


def test_somebody_who_comes_back_has_the_same_member_and_only_the_new_roles(parks, alice, bob):
    with open_unit(parks):
        close_member(member_id=bob.member_id, by=alice, at=timezone.now())

    back = NewMember(name="Bob", mobile="13900000002", title="主任科员", roles=("clerk",))
    added = add(parks, alice, back)

    with open_unit(parks):
        member = member_of(bob.member_id)
        assert roles_held([member])[member.pk] == ["clerk"]
    assert added.member_id == bob.member_id
    assert (member.state, member.ended_on, member.title) == (MemberState.ACTIVE, None, "主任科员")
    assert browser_of(bob).get("/u/parks/people/").status_code == 404


def test_a_code_is_renewed_only_for_ones_own_people(parks, alice, charlie):
    with pytest.raises(NotFound):
        renew_code(unit=parks, member_id=charlie.member_id, by=alice, at=timezone.now())


def test_a_list_of_people_takes_no_more_queries_than_one(
    parks, alice, django_assert_max_num_queries
):
    def people(start, count):
        return [
            NewMember(f"人{n}", mobile=f"1380000{start + n:04}", roles=("staff",))
            for n in range(count)
        ]

    with django_assert_max_num_queries(60) as one:
        add_members(unit=parks, newcomers=people(0, 1), by=alice, at=timezone.now())
    with django_assert_max_num_queries(60) as hundred:
        add_members(unit=parks, newcomers=people(1000, 100), by=alice, at=timezone.now())

    assert len(hundred) == len(one)


def test_slips_are_printed_for_who_has_not_come_in_and_end_the_earlier_ones(parks, alice):
    new = [
        NewMember(name="丁一", mobile="13911110001"),
        NewMember(name="丁二", mobile="13911110002"),
    ]
    old = [one.code for one in add_members(unit=parks, newcomers=new, by=alice, at=timezone.now())]
    browser = browser_of(alice)

    page = browser.post("/u/parks/people/slips/").content.decode()
    codes = re.findall(r"<code>([0-9A-Z-]{19})</code>", page)
    answers = [Client().post("/activate/", {"code": code}).status_code for code in (*codes, *old)]

    assert (len(codes), page.count('class="slip"'), "Bob</h2>" in page) == (2, 2, False)
    assert answers == [302, 302, 422, 422]
