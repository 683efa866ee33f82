"""Bringing people in: the same answer whether or not somebody had an account."""

import pytest
from django.utils import timezone

from core.context import open_city
from core.identity.city_roles import CITY_PERMISSIONS, CityRole, city_permissions
from core.identity.errors import NumberMissing, NumberTwice, NumberUnusable, RoleTaken
from core.identity.models import Account, ActivationCode, Post, PostState
from core.identity.public import Newcomer, admit, assign_city_role
from core.identity.services.accounts import new_account

DAVE = Newcomer("Dave", mobile="13900000004", title="科员")


def bring(unit, *newcomers):
    with open_city():
        return admit(newcomers=newcomers, unit_id=unit.id, at=timezone.now())


def test_somebody_new_gets_an_account_that_cannot_log_in_yet_and_a_proposed_post(parks):
    admission = bring(parks, DAVE)[0]

    with open_city():
        account = Account.objects.get(pk=admission.account_id)
        post = Post.objects.get(account=account)
    assert not account.has_usable_password()
    assert account.home_unit_id == parks.id
    assert (post.unit_id, post.member_id) == (parks.id, admission.member_id)
    assert (post.state, post.is_primary) == (PostState.PROPOSED, False)


def test_somebody_known_is_found_by_either_number_and_keeps_the_home_unit(parks, charlie):
    with open_city():
        Account.objects.filter(name="Charlie").update(staff_number="CD-0003")

    by_mobile = bring(parks, Newcomer("Charlie", mobile="139 0000 0003"))[0]
    by_number = bring(parks, Newcomer("Charlie", staff_number="cd-0003"))[0]

    assert by_mobile.account_id == by_number.account_id == charlie.account_id
    with open_city():
        assert Account.objects.get(name="Charlie").home_unit_id != parks.id


def test_the_answer_does_not_tell_whether_there_was_an_account(parks, charlie):
    new, known = bring(parks, DAVE, Newcomer("Charlie", mobile="13900000003"))

    with open_city():
        posts = list(Post.objects.filter(unit_id=parks.id, state=PostState.PROPOSED))
        issued = ActivationCode.objects.filter(unit_id=parks.id, used_at=None)
        codes = issued.exclude(account=None).count()
    assert len(posts) == codes == 2
    assert len(new.code) == len(known.code) == 19


def test_bringing_somebody_twice_changes_nothing_but_the_code(parks):
    first, second = bring(parks, DAVE)[0], bring(parks, DAVE)[0]

    assert (first.account_id, first.member_id) == (second.account_id, second.member_id)
    assert first.code != second.code
    with open_city():
        standing = ActivationCode.objects.filter(used_at=None, expires_at__gt=timezone.now())
        assert standing.filter(account=first.account_id).count() == 1


def test_a_post_that_ended_is_proposed_anew_with_the_same_member(parks):
    before = bring(parks, DAVE)[0]
    with open_city():
        Post.objects.filter(account=before.account_id).update(
            state=PostState.ACCEPTED, ended_on=timezone.localdate()
        )

    after = bring(parks, DAVE)[0]

    assert after.member_id == before.member_id
    with open_city():
        post = Post.objects.get(account=before.account_id)
    assert (post.state, post.ended_on) == (PostState.PROPOSED, None)


def test_two_units_bring_the_same_person_to_one_account(parks, taxes):
    here, there = bring(parks, DAVE)[0], bring(taxes, DAVE)[0]

    assert here.account_id == there.account_id
    assert here.member_id != there.member_id


@pytest.mark.parametrize(
    ("newcomers", "refusal"),
    [
        ([Newcomer("Dave")], NumberMissing),
        ([Newcomer("Dave", mobile="123")], NumberUnusable),
        ([DAVE, Newcomer("Eve", mobile="139-0000-0004")], NumberTwice),
    ],
)
def test_a_list_with_an_unusable_line_makes_nobody(parks, newcomers, refusal):
    with open_city():
        before = Account.objects.count()

    with pytest.raises(refusal):
        bring(parks, *newcomers)

    with open_city():
        assert Account.objects.count() == before


def test_two_lines_that_mean_one_person_are_refused(parks, charlie):
    with open_city():
        Account.objects.filter(name="Charlie").update(staff_number="CD-0003")

    with pytest.raises(NumberTwice):
        bring(
            parks,
            Newcomer("Charlie", mobile="13900000003"),
            Newcomer("Charles", staff_number="CD-0003"),
        )


def test_a_list_takes_the_same_few_queries_whatever_its_length(
    parks, django_assert_max_num_queries
):
    def people(start, count):
        return [Newcomer(f"人{n}", mobile=f"1380000{start + n:04}") for n in range(count)]

    with django_assert_max_num_queries(20) as three:
        bring(parks, *people(0, 3))
    with django_assert_max_num_queries(20) as three_hundred:
        bring(parks, *people(1000, 300))

    assert len(three) == len(three_hundred)


def test_the_three_administrators_exclude_one_another(city_db):
    with open_city():
        account = new_account(name="Eve", mobile="13900000005", home_unit_id=None)
        account.save()
        assign_city_role(account=account, role=CityRole.SYSTEM, at=timezone.now())

        for other in (CityRole.SECURITY, CityRole.AUDIT, CityRole.OPERATOR):
            with pytest.raises(RoleTaken, match="系统管理员"):
                assign_city_role(account=account, role=other, at=timezone.now())


def test_no_two_of_the_three_administrators_hold_the_same_deciding_permission():
    deciding = {
        role: city_permissions(role) - {"city.fleet", "area.units"}
        for role in (CityRole.SYSTEM, CityRole.SECURITY, CityRole.AUDIT)
    }

    assert not deciding[CityRole.SYSTEM] & deciding[CityRole.SECURITY]
    assert not deciding[CityRole.SYSTEM] & deciding[CityRole.AUDIT]
    assert not deciding[CityRole.SECURITY] & deciding[CityRole.AUDIT]


def test_every_city_permission_is_the_citys_own():
    assert all(each.code.startswith("city.") for each in CITY_PERMISSIONS)
