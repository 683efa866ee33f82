"""Sessions: a new key at log-in, three ends, and no way from one unit into another."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client
from django.utils import timezone

from core.context import open_city, open_unit
from core.errors import ScopeChanged
from core.identity.models import Account, Session
from core.identity.public import forget_expired
from core.identity.services.accounts import disable_account
from core.identity.sessions import ABSOLUTE, IDLE, SessionStore
from core.jobs.registry import declared_job
from installer.testing.people import PASSWORD, browser_of

PEOPLE = "/u/parks/people/"


def cookie_of(browser):
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


def age(**fields):
    with open_city():
        Session.objects.update(**fields)


def test_logging_in_leaves_a_planted_key_behind(city_db, alice, log_in, type_digits):
    planted = "a" * 32
    browser = Client()
    browser.cookies[settings.SESSION_COOKIE_NAME] = planted
    log_in(browser)
    between = cookie_of(browser)
    type_digits(browser)

    assert len({planted, between, cookie_of(browser)}) == 3
    with open_city():
        assert Session.objects.count() == 1
    thief = Client()
    for key in (planted, between):
        thief.cookies[settings.SESSION_COOKIE_NAME] = key
        assert thief.get(PEOPLE)["Location"].startswith("/login/")


def test_the_key_stands_in_the_database_only_as_a_digest(alice):
    browser = browser_of(alice)

    with open_city():
        row = Session.objects.get()
    assert row.key_hash == sha256(cookie_of(browser).encode()).hexdigest()
    assert cookie_of(browser) not in row.data


def test_the_digest_is_not_a_key(alice):
    browser_of(alice)
    with open_city():
        digest = Session.objects.get().key_hash
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = digest

    assert thief.get(PEOPLE).status_code == 302


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"seen_at": timedelta(minutes=29)}, 200),
        ({"seen_at": IDLE}, 302),
        ({"expires_at": timedelta()}, 302),
    ],
)
def test_a_session_ends_when_idle_or_old(alice, fields, status):
    browser = browser_of(alice)
    age(**{name: timezone.now() - span for name, span in fields.items()})

    assert browser.get(PEOPLE).status_code == status


def test_use_keeps_a_session_from_idling_but_not_from_growing_old(alice):
    browser = browser_of(alice)
    with open_city():
        born = Session.objects.get()
    age(seen_at=timezone.now() - timedelta(minutes=20))
    browser.get(PEOPLE)

    with open_city():
        row = Session.objects.get()
    assert timezone.now() - row.seen_at < timedelta(minutes=1)
    assert row.expires_at == born.expires_at
    assert row.expires_at - row.created_at == ABSOLUTE


def test_all_sessions_end_when_the_account_is_disabled(alice, account_named):
    browsers = [browser_of(alice), browser_of(alice)]
    with open_city():
        disable_account(account_id=account_named("Alice").pk, at=timezone.now())

    assert [browser.get(PEOPLE).status_code for browser in browsers] == [302, 302]
    with open_city():
        assert Session.objects.count() == 0


def test_a_session_of_a_disabled_account_is_refused_even_if_it_was_left_standing(alice):
    browser = browser_of(alice)
    with open_city():
        Account.objects.update(is_active=False)

    assert browser.get(PEOPLE).status_code == 302


def test_logging_out_ends_the_session_on_the_server(alice):
    browser = browser_of(alice)
    key = cookie_of(browser)

    answer = browser.post("/logout/")

    assert answer["Location"] == "/login/"
    browser.cookies[settings.SESSION_COOKIE_NAME] = key
    assert browser.get(PEOPLE).status_code == 302


def test_logging_out_takes_a_post_so_that_a_picture_cannot_do_it(alice):
    browser = browser_of(alice)

    assert browser.get("/logout/").status_code == 405
    assert browser.get(PEOPLE).status_code == 200


def test_a_session_that_was_ended_is_not_brought_back_by_a_late_answer(alice):
    browser = browser_of(alice)
    late = SessionStore(cookie_of(browser))
    late["draft"] = "x"
    with open_city():
        Session.objects.all().delete()

    with pytest.raises(UpdateError):
        late.save()


def test_one_sees_and_ends_ones_own_sessions(alice):
    here, there = browser_of(alice), browser_of(alice)
    there.get(PEOPLE, HTTP_USER_AGENT="Mozilla/5.0")
    with open_city():
        other = Session.objects.get(key_hash=sha256(cookie_of(there).encode()).hexdigest())

    page = here.get("/account/sessions/").content.decode()
    here.post("/account/sessions/end/", {"row": [str(other.pk)]})

    assert page.count("127.0.0.1") == 2
    assert there.get(PEOPLE).status_code == 302
    assert here.get(PEOPLE).status_code == 200


def test_all_other_sessions_end_at_once(alice):
    here, others = browser_of(alice), [browser_of(alice), browser_of(alice)]

    here.post("/account/sessions/others/end/")

    assert here.get(PEOPLE).status_code == 200
    assert [other.get(PEOPLE).status_code for other in others] == [302, 302]


def test_charlie_cannot_end_a_session_of_alices(alice, charlie):
    hers, his = browser_of(alice), browser_of(charlie)
    with open_city():
        row = Session.objects.get(account__name="Alice")

    his.post("/account/sessions/end/", {"row": [str(row.pk), "nonsense"]})

    assert hers.get(PEOPLE).status_code == 200
    assert str(row.pk) not in his.get("/account/sessions/").content.decode()


def test_a_new_password_ends_the_other_sessions_and_keeps_this_browser_in(alice):
    here, other = browser_of(alice), browser_of(alice)
    before = cookie_of(here)

    answer = here.post(
        "/account/password/",
        {"current": PASSWORD, "password": "Autumn-Rain-27", "repeated": "Autumn-Rain-27"},
    )

    assert answer["Location"] == "/"
    assert cookie_of(here) != before
    assert here.get(PEOPLE).status_code == 200
    assert other.get(PEOPLE).status_code == 302


def test_guessing_the_current_password_on_an_unlocked_screen_is_slowed_down(alice):
    browser = browser_of(alice)
    typed = {"current": "wrong", "password": "Autumn-Rain-27", "repeated": "Autumn-Rain-27"}

    answers = [browser.post("/account/password/", typed).status_code for _ in range(4)]

    assert answers == [422, 422, 422, 429]


def test_somebody_who_must_change_the_password_gets_nowhere_before(alice):
    with open_city():
        Account.objects.filter(name="Alice").update(must_change_password=True)

    assert browser_of(alice).get(PEOPLE)["Location"] == "/account/password/"


def test_inside_a_units_transaction_the_session_is_out_of_reach(alice, parks):
    with open_unit(parks), pytest.raises(ScopeChanged):
        SessionStore("x" * 32).load()


def test_what_has_ended_is_forgotten(alice, bob):
    browser_of(alice)
    browser_of(bob)
    with open_city():
        Session.objects.filter(account__name="Alice").update(expires_at=timezone.now())

        assert forget_expired(at=timezone.now()) == 1
        assert Session.objects.get().account.name == "Bob"


def test_the_cookie_is_for_this_server_and_no_script(visitor, bob, log_in, without_second_factor):
    without_second_factor("Bob")
    cookie = log_in(visitor, "13900000002").cookies[settings.SESSION_COOKIE_NAME]

    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == ""
    assert cookie["domain"] == ""
    assert cookie["path"] == "/"


def test_the_scheduler_forgets_by_itself(alice):
    browser_of(alice)
    age(expires_at=timezone.now() - timedelta(seconds=1))

    with open_city():
        declared_job("identity.forget_expired").run(at=timezone.now())

        assert not Session.objects.exists()
