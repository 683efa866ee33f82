"""Activation codes: they let one person in, once, before they expire."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from core.context import open_city, open_unit
from core.identity.errors import CodeRefused, NameTaken, WeakPassword
from core.identity.models import Account, ActivationCode, Post, PostState
from core.identity.services.activation import (
    Details,
    new_code,
    redeem_for_newcomer,
    standing_code,
)
from core.people.models import Member
from core.people.selectors import roles_held
from core.people.services.joining import NewMember, add_member, renew_code
from core.people.services.leaving import close_member
from installer.testing.people import browser_of

GOOD = "Autumn-Rain-27"
DETAILS = {"name": "周海", "mobile": "13912345678", "password": GOOD, "repeated": GOOD}
WORDS = "激活码无效、已使用或已过期"


@pytest.fixture
def first_code(parks):
    """The code for the first administrator of Parks, as provisioning hands it out."""
    text, row = new_code(unit_id=parks.id, at=timezone.now())
    with open_city():
        row.save()
    return text


@pytest.fixture
def dave(parks, alice):
    """Dave was added to Parks a moment ago and holds his slip."""
    newcomer = NewMember(name="Dave", mobile="13900000004", title="科员", roles=("staff",))
    return add_member(unit=parks, newcomer=newcomer, by=alice, at=timezone.now())


def type_code(browser, code):
    return browser.post("/activate/", {"code": code})


def choose(browser, **typed):
    return browser.post("/activate/details/", {"password": GOOD, "repeated": GOOD, **typed})


def test_a_newcomer_chooses_a_password_and_is_in(dave, log_in):
    browser = Client()
    assert type_code(browser, dave.code)["Location"] == "/activate/details/"

    assert choose(browser)["Location"] == "/"
    assert browser.get("/")["Location"] == "/u/parks/"
    assert browser.get("/u/parks/people/").status_code == 200
    assert log_in(Client(), "13900000004", GOOD)["Location"] == "/"


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code.lower(),
        lambda code: code.replace("-", ""),
        lambda code: f"  {code.replace('-', ' ')} ",
        lambda code: code.replace("0", "O").replace("1", "l"),
    ],
)
def test_how_a_code_is_typed_does_not_matter(dave, typed):
    assert type_code(Client(), typed(dave.code)).status_code == 302


def test_a_code_works_once(dave):
    first = Client()
    type_code(first, dave.code)
    choose(first)

    answer = type_code(Client(), dave.code)

    assert answer.status_code == 422
    assert WORDS in answer.content.decode()


def test_of_two_people_with_one_slip_one_gets_in(first_code):
    with open_city():
        code = standing_code(typed=first_code, address=None, at=timezone.now())

    def redeem(number):
        try:
            with open_city():
                redeem_for_newcomer(
                    code=code,
                    password=GOOD,
                    details=Details("周海", mobile=f"1391234567{number}"),
                    at=timezone.now(),
                )
        except CodeRefused:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(redeem, range(4))) == [False, False, False, True]
    with open_city():
        assert Account.objects.filter(name="周海").count() == 1


def test_an_expired_code_is_refused_in_the_same_words(dave):
    with open_city():
        ActivationCode.objects.update(expires_at=timezone.now())

    answer = type_code(Client(), dave.code)

    assert answer.status_code == 422
    assert WORDS in answer.content.decode()


def test_a_code_that_expires_while_the_form_is_open_is_refused(dave):
    browser = Client()
    type_code(browser, dave.code)
    with open_city():
        ActivationCode.objects.update(expires_at=timezone.now())

    assert choose(browser)["Location"] == "/activate/"
    with open_city():
        assert not Account.objects.get(name="Dave").has_usable_password()


def test_guessing_codes_is_slowed_down(city_db):
    browser = Client()
    answers = [type_code(browser, f"AAAA-AAAA-AAAA-{n:04}").status_code for n in range(31)]

    assert answers == [422] * 30 + [429]


def test_a_weak_password_does_not_use_the_code_up(dave):
    browser = Client()
    type_code(browser, dave.code)

    refused = choose(browser, password="short", repeated="short")

    assert refused.status_code == 422
    assert "至少10个字符" in refused.content.decode()
    assert choose(browser)["Location"] == "/"


def test_two_different_passwords_are_refused(dave):
    browser = Client()
    type_code(browser, dave.code)

    assert "不一致" in choose(browser, repeated="Other-Rain-27").content.decode()


def test_a_fresh_code_ends_the_lost_one(dave, parks, alice):
    fresh = renew_code(unit=parks, member_id=dave.member_id, by=alice, at=timezone.now())

    assert type_code(Client(), dave.code).status_code == 422
    assert type_code(Client(), fresh).status_code == 302


def test_the_slip_of_somebody_who_has_left_meanwhile_brings_no_post_back(dave, parks, alice):
    browser = Client()
    type_code(browser, dave.code)
    with open_unit(parks):
        close_member(member_id=dave.member_id, by=alice, at=timezone.now())

    assert choose(browser).status_code == CodeRefused.status
    with open_city():
        assert not Post.objects.standing().filter(account__name="Dave").exists()


def test_the_details_page_without_a_code_leads_back(city_db):
    assert Client().get("/activate/details/")["Location"] == "/activate/"


def test_only_the_digest_of_a_code_is_kept(dave):
    with open_city():
        row = ActivationCode.objects.get(account__name="Dave", used_at=None)

    assert dave.code not in row.code_hash
    assert dave.code.replace("-", "") not in row.code_hash


def test_the_first_administrator_says_who_he_is_and_binds_a_second_factor(first_code, parks):
    browser = Client()
    type_code(browser, first_code)

    assert "首位管理员" in browser.get("/activate/details/").content.decode()
    assert browser.post("/activate/details/", DETAILS)["Location"] == "/"
    assert browser.get("/")["Location"] == "/account/second-factor/"
    assert browser.get("/u/parks/people/add/")["Location"] == "/account/second-factor/"


def test_the_first_administrator_is_a_member_with_that_role_from_the_first_entry(first_code, parks):
    browser = Client()
    type_code(browser, first_code)
    browser.post("/activate/details/", DETAILS)
    with open_city():
        account = Account.objects.get(name="周海")
        account.totp_secret = b"12345678901234567890"
        account.save()

    assert browser.get("/u/parks/people/add/").status_code == 200
    with open_unit(parks):
        member = Member.objects.get(account_id=account.pk)
        assert member.name == "周海"
        assert roles_held([member])[member.pk] == ["unit_admin"]


def test_a_number_that_somebody_has_does_not_make_a_second_account(first_code, alice):
    browser = Client()
    type_code(browser, first_code)

    answer = browser.post("/activate/details/", {**DETAILS, "mobile": "13900000003"})

    assert answer.status_code == NameTaken.status
    assert "请先登录" in answer.content.decode()
    browser.post("/activate/details/", DETAILS)
    with open_city():
        assert Account.objects.filter(name="周海").count() == 1


def test_somebody_who_is_logged_in_takes_over_a_unit_with_the_own_account(
    first_code, charlie, parks
):
    browser = browser_of(charlie)
    type_code(browser, first_code)

    assert "确认在" in browser.get("/activate/details/").content.decode()
    browser.post("/activate/details/")

    assert browser.get("/u/parks/people/add/").status_code == 200
    with open_city():
        assert Account.objects.filter(name="Charlie").count() == 1


def test_a_slip_for_somebody_known_asks_for_log_in_and_opens_nothing_by_itself(
    parks, alice, charlie
):
    newcomer = NewMember(name="Charlie", mobile="13900000003")
    added = add_member(unit=parks, newcomer=newcomer, by=alice, at=timezone.now())
    browser = Client()
    type_code(browser, added.code)

    page = browser.get("/activate/details/").content.decode()
    choose(browser)

    assert "已有账号" in page
    assert browser.get("/u/parks/people/").status_code == 302
    with open_city():
        post = Post.objects.get(account__name="Charlie", unit_id=parks.id)
        assert post.state == PostState.PROPOSED


def test_a_slip_for_somebody_else_does_not_work_for_whoever_is_logged_in(dave, charlie):
    browser = browser_of(charlie)
    type_code(browser, dave.code)

    browser.post("/activate/details/")

    assert browser.get("/u/parks/people/").status_code == 404


def test_the_services_refuse_what_the_pages_refuse(dave, parks):
    with open_city():
        code = standing_code(typed=dave.code, address=None, at=timezone.now())
        with pytest.raises(WeakPassword):
            redeem_for_newcomer(code=code, password="x", details=None, at=timezone.now())
        with pytest.raises(CodeRefused):
            standing_code(typed=dave.code, address=None, at=timezone.now() + timedelta(days=31))
