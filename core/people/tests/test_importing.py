"""Importing a list of people: all or nothing, once, quickly, and without telling of accounts."""

import io

import pytest
from django.utils import timezone

from core.audit.models import AuditEntry
from core.context import open_city, open_unit
from core.identity.models import Account, Post
from core.lists.writing import as_csv
from core.people.errors import ListHasErrors, ListNotOpen, ListOutdated
from core.people.models import Job, Member, PeopleList
from core.people.selectors import member_of, roles_held
from core.people.services.departments import add_department
from core.people.services.importing import accept_list, give_up_list, keep_list, preview_list
from core.people.services.leaving import close_member

HEAD = ("姓名", "手机号", "工号", "职务", "内设机构", "职务排序", "角色")
ZHOU = ("周海", "13912345678", "Z-001", "科员", "办公室", "30", "工作人员、文书")
BOB = ("Bob", "13900000002", "", "副主任", "办公室", "5", "工作人员")
WRONG = ("吴明", "1391", "", "", "", "", "")


@pytest.fixture
def office(parks, alice):
    with open_unit(parks):
        return add_department(name="办公室", by=alice, at=timezone.now())


def keep(unit, by, *rows):
    source = io.BytesIO(as_csv(HEAD, rows))
    return keep_list(unit=unit, source=source, name="名单.csv", by=by, at=timezone.now())


def accept(unit, by, preview, kept, **how):
    at = timezone.now()
    return accept_list(unit=unit, list_id=kept.pk, basis=preview.plan.basis, by=by, at=at, **how)


def test_an_accepted_list_adds_and_changes_people_as_it_showed(parks, alice, bob, office):
    preview, kept = keep(parks, alice, ZHOU, BOB)

    done = accept(parks, alice, preview, kept)

    with open_unit(parks):
        zhou = Member.objects.get(name="周海")
        changed = member_of(bob.member_id)
        jobs = list(Job.objects.filter(member=changed, ended_on=None).values_list("title"))
        roles = roles_held([zhou, changed])
        assert Post.objects.get(member_id=bob.member_id).title == "副主任"
    assert ([one.name for one in done.added], done.changed) == (["周海"], 1)
    assert (zhou.title, zhou.department_id, zhou.rank_order) == ("科员", office.pk, 30)
    assert (changed.title, changed.department_id, changed.rank_order) == ("副主任", office.pk, 5)
    assert (sorted(roles[zhou.pk]), roles[changed.pk]) == (["clerk", "staff"], ["staff"])
    assert jobs == [("副主任",)]


def test_the_same_list_again_changes_nothing(parks, alice, bob, office):
    accept(parks, alice, *keep(parks, alice, ZHOU, BOB))

    preview, _kept = keep(parks, alice, ZHOU, BOB)

    assert preview.plan.is_empty
    assert preview.plan.unchanged == 2


def test_a_list_with_a_wrong_line_is_refused_as_a_whole_unless_that_is_chosen(parks, alice, office):
    preview, kept = keep(parks, alice, ZHOU, WRONG)

    with pytest.raises(ListHasErrors, match="1 行"):
        accept(parks, alice, preview, kept)
    with open_unit(parks):
        assert not Member.objects.filter(name="周海").exists()
    done = accept(parks, alice, preview, kept, only_correct=True)

    assert ([one.name for one in done.added], done.left_out) == (["周海"], 1)


def test_a_list_is_carried_out_once_and_then_forgotten(parks, alice, office):
    preview, kept = keep(parks, alice, ZHOU)
    accept(parks, alice, preview, kept)

    with pytest.raises(ListNotOpen):
        accept(parks, alice, preview, kept)
    with open_unit(parks):
        over = PeopleList.objects.get(pk=kept.pk)
        assert (over.content, over.added, over.accepted_by) == ({}, 1, "Alice")
        assert AuditEntry.objects.filter(action="people.list_accepted").count() == 1
        with pytest.raises(ListNotOpen):
            give_up_list(list_id=kept.pk)


def test_what_is_done_is_what_was_shown(parks, alice, bob, office):
    preview, kept = keep(parks, alice, BOB)
    with open_unit(parks):
        close_member(member_id=bob.member_id, by=alice, at=timezone.now())

    with pytest.raises(ListOutdated):
        accept(parks, alice, preview, kept)

    assert preview_list(unit=parks, list_id=kept.pk)[1].plan.new


def test_a_refusal_in_the_unit_leaves_the_list_open_and_nobody_half_in(parks, alice, bob, office):
    """Somebody whom a list knows by another number than the unit does is here already."""
    with open_unit(parks):
        Member.objects.filter(pk=bob.member_id).update(mobile="13800000000")
    with open_city():
        Post.objects.filter(member_id=bob.member_id).update(state="proposed")
        Account.objects.filter(pk=bob.account_id).update(home_unit=None)
    preview, kept = keep(parks, alice, ZHOU, BOB)

    with pytest.raises(Exception, match="Bob"):
        accept(parks, alice, preview, kept)

    with open_unit(parks):
        assert not Member.objects.filter(name="周海").exists()
        assert PeopleList.objects.get(pk=kept.pk).is_open
    accept(parks, alice, *keep(parks, alice, ZHOU))


def test_an_import_does_not_tell_whether_somebody_has_an_account(parks, alice, charlie, office):
    known = ("查理", "13900000003", "", "", "", "", "")
    unknown = ("吴明", "13912340000", "", "", "", "", "")

    shown, kept = keep(parks, alice, known, unknown)
    done = accept(parks, alice, shown, kept)

    assert [row.name for row in shown.plan.new] == ["查理", "吴明"]
    assert [bool(one.code) for one in done.added] == [True, True]
    with open_unit(parks):
        assert set(Post.objects.filter(title="").values_list("state", flat=True)) == {"proposed"}
        assert Member.objects.get(account_id=charlie.account_id).name == "查理"


def test_a_long_list_asks_no_more_queries_than_a_short_one(
    parks, alice, office, django_assert_max_num_queries
):
    def lines(start, count, title):
        numbers = range(start, start + count)
        return [(f"人{n}", f"138{n:08}", f"P-{n:05}", title, "办公室", "", "") for n in numbers]

    def asked(*rows):
        with django_assert_max_num_queries(90) as queries:
            accept(parks, alice, *keep(parks, alice, *rows))
        return len(queries)

    accept(parks, alice, *keep(parks, alice, *lines(0, 300, "科员")))
    short = asked(*lines(0, 2, "主任科员"), *lines(400, 2, "科员"))
    long = asked(*lines(0, 300, "四级主任科员"), *lines(500, 300, "科员"))

    assert long == short
