"""The second factor: digits are worth something once, and administrators must have it."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from core.context import open_city, open_unit
from core.identity.city_roles import CityRole
from core.identity.models import Account, Post, Session
from core.identity.sealing import unseal
from core.identity.services.authority import assign_city_role
from core.identity.totp import digits_at
from core.identity.views.account import OFFERED
from core.people.models import Member
from core.people.services.roles import grant_roles, set_roles
from installer.testing.people import TOTP_SECRET, browser_of


def offered_secret(browser, account):
    return unseal(browser.session[OFFERED], bound_to=account.pk)


def test_digits_that_were_used_do_not_open_a_second_session(alice, log_in, type_digits):
    first, second = Client(), Client()
    digits = digits_at(TOTP_SECRET, timezone.now())
    log_in(first)
    log_in(second)

    assert type_digits(first, digits=digits).status_code == 302
    answer = type_digits(second, digits=digits)

    assert answer.status_code == 422
    assert "已经用过" in answer.content.decode()


def test_wrong_digits_count_as_failures_of_the_account(visitor, alice, log_in, type_digits):
    log_in(visitor)
    for _ in range(3):
        assert type_digits(visitor, digits="000000").status_code == 422

    assert type_digits(visitor).status_code == 429
    assert log_in(Client()).status_code == 429


def test_the_second_step_without_the_first_leads_back(visitor, alice, type_digits):
    answer = type_digits(visitor)

    assert answer["Location"] == "/login/"


def test_the_second_step_comes_too_late_after_ten_minutes(visitor, alice, log_in, type_digits):
    log_in(visitor)
    with open_city():
        Session.objects.update(expires_at=timezone.now())

    assert type_digits(visitor)["Location"] == "/login/"


def test_an_account_disabled_between_the_steps_does_not_get_in(visitor, alice, log_in, type_digits):
    log_in(visitor)
    with open_city():
        Account.objects.update(is_active=False)

    assert type_digits(visitor)["Location"] == "/login/"


def test_an_administrator_without_second_factor_is_led_to_bind_one(
    visitor, alice, log_in, without_second_factor
):
    without_second_factor("Alice")
    log_in(visitor)

    assert visitor.get("/u/parks/people/")["Location"] == "/account/second-factor/"
    assert visitor.get("/")["Location"] == "/account/second-factor/"
    assert visitor.get("/account/second-factor/").status_code == 200


@pytest.mark.parametrize("role", list(CityRole))
def test_every_city_role_needs_a_second_factor(
    visitor, bob, log_in, without_second_factor, account_named, role
):
    without_second_factor("Bob")
    with open_city():
        Post.objects.filter(account__name="Bob").update(ended_on=timezone.localdate())
        assign_city_role(account=account_named("Bob"), role=role, at=timezone.now())
    log_in(visitor, "13900000002")

    assert visitor.get("/")["Location"] == "/account/second-factor/"


def test_whoever_becomes_administrator_must_bind_one_at_the_next_click(
    bob, alice, parks, without_second_factor
):
    without_second_factor("Bob")
    browser = browser_of(bob)
    assert browser.get("/u/parks/people/").status_code == 200

    with open_unit(parks):
        member = Member.objects.get(name="Bob")
        grant_roles(grants=[(member.pk, "unit_admin")])

    assert browser.get("/u/parks/people/")["Location"] == "/account/second-factor/"


def test_whoever_stops_being_administrator_owes_nothing(bob, alice, parks, without_second_factor):
    without_second_factor("Bob")
    with open_unit(parks):
        member = Member.objects.get(name="Bob")
        grant_roles(grants=[(member.pk, "unit_admin")])
        set_roles(member=member, roles=["staff"], by=alice, at=timezone.now())

    assert browser_of(bob).get("/u/parks/people/").status_code == 200


def test_binding_asks_for_digits_from_the_new_phone(alice, without_second_factor, account_named):
    without_second_factor("Alice")
    browser = browser_of(alice)
    page = browser.get("/account/second-factor/").content.decode()
    secret = offered_secret(browser, account_named("Alice"))

    wrong = browser.post("/account/second-factor/", {"digits": "000000"})
    right = browser.post("/account/second-factor/", {"digits": digits_at(secret, timezone.now())})

    assert "<svg" in page
    assert wrong.status_code == 422
    assert right["Location"] == "/account/recovery-codes/"
    assert account_named("Alice").totp_secret == secret
    assert browser.get("/u/parks/people/").status_code == 200


def test_the_digits_of_binding_do_not_also_log_in(
    alice, without_second_factor, account_named, log_in, type_digits
):
    without_second_factor("Alice")
    browser = browser_of(alice)
    browser.get("/account/second-factor/")
    digits = digits_at(offered_secret(browser, account_named("Alice")), timezone.now())
    browser.post("/account/second-factor/", {"digits": digits})
    other = Client()
    log_in(other)

    assert type_digits(other, digits=digits).status_code == 422


def test_binding_begins_a_new_session_and_ends_the_others(alice, without_second_factor):
    without_second_factor("Alice")
    browser, forgotten = browser_of(alice), browser_of(alice)
    before = browser.cookies[settings.SESSION_COOKIE_NAME].value
    browser.get("/account/second-factor/")
    with open_city():
        account = Account.objects.get(name="Alice")
    secret = offered_secret(browser, account)
    browser.post("/account/second-factor/", {"digits": digits_at(secret, timezone.now())})

    assert browser.cookies[settings.SESSION_COOKIE_NAME].value != before
    assert forgotten.get("/")["Location"] == "/login/"


def test_a_bound_factor_is_not_bound_anew_by_whoever_finds_the_screen_unlocked(
    alice, account_named
):
    browser = browser_of(alice)

    page = browser.post("/account/second-factor/", {"digits": "000000"})

    assert "已绑定" in page.content.decode()
    assert account_named("Alice").totp_secret == TOTP_SECRET


def test_the_secret_is_not_readable_in_the_tables(alice, without_second_factor, account_named):
    without_second_factor("Alice")
    browser = browser_of(alice)
    browser.get("/account/second-factor/")
    secret = offered_secret(browser, account_named("Alice"))

    with open_city():
        stored = [row.data for row in Session.objects.all()]

    assert stored
    assert not any(secret.hex() in data for data in stored)


def test_the_mark_of_administrators_stands_in_the_shared_index(alice, charlie):
    with open_city():
        administers = Post.objects.filter(administers=True).values_list("account__name", flat=True)

        assert sorted(administers) == ["Alice", "Charlie"]


def test_later_digits_are_accepted_after_used_ones(
    visitor, alice, log_in, type_digits, account_named
):
    with open_city():
        step = int((timezone.now() - timedelta(minutes=5)).timestamp()) // 30
        Account.objects.filter(name="Alice").update(last_totp_step=step)
    log_in(visitor)

    assert type_digits(visitor).status_code == 302
