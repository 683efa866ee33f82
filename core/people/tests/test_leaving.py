"""Leaving: nobody goes before what he has open is in other hands (R57)."""

import pytest
from django.utils import timezone

from core.audit.models import AuditEntry
from core.context import open_unit
from core.identity.models import Post
from core.inbox.models import InboxItem
from core.inbox.public import Kind, Matter, put
from core.people.errors import LastAdministrator, OpenMattersLeft, SuccessorUnfit
from core.people.models import Charge, Member, MemberState, RoleGrant
from core.people.selectors import roles_held
from core.people.services.charges import put_in_charge
from core.people.services.departments import add_department
from core.people.services.leaving import Successors, close_member, open_matters_of

MODULE = "official_documents"


def matter(reference="1", title="关于防汛的通知"):
    return Matter(module=MODULE, reference=reference, title=title, url=f"m/{MODULE}/x/")


def states(account_id):
    return sorted(
        InboxItem.objects.filter(account_id=account_id).values_list("reference", "kind", "state")
    )


def leave(person, by, **successors):
    return close_member(
        member_id=person.member_id,
        by=by,
        at=timezone.now(),
        successors=Successors(**successors),
    )


@pytest.fixture
def busy_bob(in_parks, alice, bob):
    """Bob has a matter to act on, one to read, and is in charge of a department."""
    at = timezone.now()
    put(matter=matter(), accounts=[bob.account_id], at=at)
    put(matter=matter("2", "关于放假的通知"), accounts=[bob.account_id], at=at, kind=Kind.READ)
    office = add_department(name="办公室", by=alice, at=at)
    put_in_charge(
        member_id=bob.member_id,
        department_ids=[office.pk],
        on=timezone.localdate(at),
        by=alice,
        at=at,
    )
    return bob


def test_what_is_open_is_listed_and_what_must_be_handed_over_comes_first(busy_bob):
    groups = open_matters_of(Member.objects.get(pk=busy_bob.member_id))

    assert [(group.key, group.required) for group in groups] == [
        ("module:official_documents", True),
        ("charges", False),
        ("roles", False),
    ]
    assert [each.title for each in groups[0].matters] == ["关于防汛的通知"]


def test_with_something_open_nobody_leaves_and_nothing_has_changed(busy_bob, alice):
    with pytest.raises(OpenMattersLeft, match=r"还有1项未办事项（公文管理）"):
        leave(busy_bob, alice)

    assert Member.objects.get(pk=busy_bob.member_id).state == MemberState.ACTIVE
    assert states(busy_bob.account_id) == [("1", "act", "open"), ("2", "read", "open")]


def test_all_goes_to_one_and_the_member_is_closed_in_the_same_act(busy_bob, alice):
    leave(busy_bob, alice, everything=alice.member_id)

    assert states(busy_bob.account_id) == [("1", "act", "withdrawn"), ("2", "read", "withdrawn")]
    assert states(alice.account_id) == [("1", "act", "open")]
    assert Charge.objects.get(member=alice.member_id).ended_on is None
    assert Member.objects.get(pk=busy_bob.member_id).state == MemberState.LEFT
    assert Post.objects.get(member_id=busy_bob.member_id).ended_on == timezone.localdate()
    lines = AuditEntry.objects.filter(action="people.handed_over", subject="Bob")
    assert {line.detail["kind"]: line.detail["to"] for line in lines} == {
        "module:official_documents": "Alice", "charges": "Alice",
    }  # fmt: skip
    assert "staff" not in roles_held([Member.objects.get(pk=alice.member_id)])[alice.member_id]


def test_each_kind_may_go_to_somebody_and_what_nobody_takes_ends(busy_bob, alice):
    leave(busy_bob, alice, by_group={"module:official_documents": alice.member_id})

    assert Charge.objects.get(member=busy_bob.member_id).ended_on == timezone.localdate()
    assert roles_held([Member.objects.get(pk=busy_bob.member_id)])[busy_bob.member_id] == []


def test_a_matter_that_waits_before_the_successor_too_stays_once(busy_bob, alice):
    put(matter=matter(), accounts=[alice.account_id], at=timezone.now())

    leave(busy_bob, alice, everything=alice.member_id)

    assert states(alice.account_id) == [("1", "act", "open")]


@pytest.mark.parametrize("who", ["himself", "a stranger"])
def test_the_successor_works_here_and_is_somebody_else(parks, alice, bob, charlie, who):
    taker = bob if who == "himself" else charlie
    with open_unit(parks), pytest.raises(SuccessorUnfit):
        put(matter=matter(), accounts=[bob.account_id], at=timezone.now())
        leave(bob, alice, everything=taker.member_id)


def test_administration_is_not_handed_on_with_the_rest(in_parks, alice, bob):
    with pytest.raises(LastAdministrator):
        leave(alice, alice, everything=bob.member_id)
    carol = Member.objects.create(
        account_id=bob.member_id, name="Carol", name_key="carol", started_on=timezone.localdate()
    )
    RoleGrant.objects.create(member=carol, role="unit_admin")

    leave(alice, alice, by_group={"roles": bob.member_id})

    held = roles_held([Member.objects.get(pk=bob.member_id)])[bob.member_id]
    assert sorted(held) == ["clerk", "head", "staff"]
