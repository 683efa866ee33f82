"""Logging in: who gets in, and what a stranger learns from the answer."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connections
from django.test import Client
from django.utils import timezone

from core.context import open_city
from core.identity.models import Account, LoginAttempt, Session
from core.identity.services.accounts import disable_account
from core.identity.tests.pages import text_of
from installer.testing.people import PASSWORD

WRONG = "手机号（工号）或口令不正确"


class CountingHasher(Argon2PasswordHasher):
    """The real hasher, which also counts how often it is asked to compute."""

    computed = 0

    def encode(self, *args, **kwargs):
        type(self).computed += 1
        return super().encode(*args, **kwargs)

    def verify(self, *args, **kwargs):
        type(self).computed += 1
        return super().verify(*args, **kwargs)


@pytest.fixture
def hashes_computed(settings):
    """How many password hashes something computes."""
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]

    def counted(act):
        act()  # warms up: the hash that stands for nobody's is made once
        before = CountingHasher.computed
        act()
        return CountingHasher.computed - before

    return counted


def test_a_colleague_without_second_factor_gets_in_by_password(
    visitor, bob, log_in, without_second_factor
):
    without_second_factor("Bob")

    answer = log_in(visitor, "13900000002")

    assert answer.status_code == 302
    assert answer["Location"] == "/"
    assert visitor.get("/")["Location"] == "/u/parks/"


def test_the_way_people_type_their_mobile_does_not_matter(
    visitor, bob, log_in, without_second_factor
):
    without_second_factor("Bob")

    assert log_in(visitor, "+86 139-0000 0002").status_code == 302


def test_a_staff_number_logs_in_as_well(visitor, bob, log_in, without_second_factor):
    without_second_factor("Bob")
    with open_city():
        Account.objects.filter(name="Bob").update(staff_number="CD-0017")

    assert log_in(visitor, "cd-0017").status_code == 302


def test_with_a_second_factor_the_password_alone_opens_nothing(visitor, alice, log_in):
    answer = log_in(visitor)

    assert answer["Location"] == "/login/code/"
    assert visitor.get("/")["Location"] == "/login/"
    assert visitor.get("/u/parks/people/")["Location"].startswith("/login/")


def test_password_and_digits_together_open_the_unit(visitor, alice, log_in, type_digits):
    log_in(visitor)

    answer = type_digits(visitor)

    assert answer["Location"] == "/"
    assert visitor.get("/u/parks/people/").status_code == 200


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("13900000001", "Parks-and-Taxes-8"),
        ("13900000001", PASSWORD.lower()),
        ("13900000001", PASSWORD + " "),
        ("13911111111", PASSWORD),
        ("nobody", PASSWORD),
        ("13900000001' OR '1'='1", PASSWORD),
    ],
)
def test_a_wrong_pair_is_refused_and_it_is_not_said_what_was_wrong(
    visitor, alice, log_in, name, password
):
    answer = log_in(visitor, name, password)

    assert answer.status_code == 422
    assert WRONG in answer.content.decode()
    assert settings.SESSION_COOKIE_NAME not in answer.cookies


def test_known_and_unknown_names_are_answered_with_the_same_page(visitor, alice, log_in):
    known = log_in(visitor, "13900000001", "wrong-Password-1")
    unknown = log_in(visitor, "13911111111", "wrong-Password-1")

    assert text_of(known) == text_of(unknown)


def test_known_and_unknown_names_cost_the_same_work(
    visitor, alice, log_in, account_named, hashes_computed
):
    with open_city():
        Account.objects.filter(name="Bob").update(password="!never activated")

    known = hashes_computed(lambda: log_in(visitor, "13900000001", "wrong"))
    unknown = hashes_computed(lambda: log_in(visitor, "13911111111", "wrong"))
    never_activated = hashes_computed(lambda: log_in(visitor, "13900000002", "wrong"))

    assert (known, unknown, never_activated) == (1, 1, 1)


def test_a_disabled_account_is_refused_like_a_wrong_password(visitor, alice, log_in, account_named):
    with open_city():
        disable_account(account_id=account_named("Alice").pk, at=timezone.now())

    answer = log_in(visitor)

    assert answer.status_code == 422
    assert WRONG in answer.content.decode()


def test_an_account_that_was_never_activated_has_no_password_that_fits(visitor, alice, log_in):
    with open_city():
        Account.objects.filter(name="Alice").update(password="!unusable")

    assert log_in(visitor, password="!unusable").status_code == 422


@pytest.mark.parametrize(("failures", "wait"), [(3, "10秒"), (4, "30秒"), (5, "15分钟")])
def test_failures_in_a_row_make_the_right_password_wait(
    visitor, alice, log_in, later, failures, wait, monkeypatch
):
    # Time stands still: on a slow machine a second of the wait would be over.
    moment = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment)
    for _ in range(failures):
        later(minutes=1)
        log_in(visitor, password="wrong")

    answer = log_in(visitor)

    assert answer.status_code == 429
    assert wait in answer.content.decode()


def test_after_the_wait_the_right_password_is_accepted(visitor, alice, log_in, later):
    for _ in range(5):
        later(minutes=1)
        log_in(visitor, password="wrong")
    later(minutes=15)

    assert log_in(visitor)["Location"] == "/login/code/"


def test_a_name_that_nobody_has_is_locked_like_any_other(visitor, alice, log_in, later):
    for _ in range(5):
        later(minutes=1)
        log_in(visitor, "13911111111", "wrong")

    assert log_in(visitor, "13911111111", "wrong").status_code == 429


@pytest.mark.parametrize("number", ["13900000001", "13955555555"])
def test_all_ways_to_write_a_number_are_one_name_whether_or_not_anybody_has_it(
    visitor, alice, log_in, number
):
    for _ in range(3):
        log_in(visitor, number, "wrong")

    written = (f"{number[:3]}-{number[3:7]}-{number[7:]}", f"+86 {number}")
    assert [log_in(visitor, name, "wrong").status_code for name in written] == [429, 429]


def test_mobile_and_staff_number_share_one_count(visitor, alice, log_in, later):
    with open_city():
        Account.objects.filter(name="Alice").update(staff_number="CD-0001")
    for name in ("13900000001", "CD-0001", "13900000001", "cd-0001", "139 0000 0001"):
        later(minutes=1)
        log_in(visitor, name, "wrong")

    assert log_in(visitor, "CD-0001").status_code == 429


def test_a_colleague_of_a_locked_account_is_not_locked(
    visitor, alice, log_in, later, without_second_factor
):
    without_second_factor("Bob")
    for _ in range(5):
        later(minutes=1)
        log_in(visitor, password="wrong")

    assert log_in(visitor, "13900000002").status_code == 302


def test_an_address_that_tries_many_names_is_locked_for_all_of_them(visitor, alice, log_in, later):
    for number in range(30):
        log_in(visitor, f"139222222{number:02}", "wrong")

    here = log_in(visitor)
    elsewhere = log_in(visitor, REMOTE_ADDR="203.0.113.7")

    assert here.status_code == 429
    assert elsewhere.status_code == 302


def test_a_complete_log_in_forgives_the_failures_before_it(
    visitor, alice, log_in, type_digits, later
):
    for _ in range(2):
        log_in(visitor, password="wrong")
    log_in(visitor)
    type_digits(visitor)

    for _ in range(2):
        log_in(Client(), password="wrong")

    assert log_in(Client())["Location"] == "/login/code/"


def test_the_right_password_alone_does_not_forgive(visitor, alice, log_in, later):
    for _ in range(5):
        later(minutes=1)
        log_in(visitor, password="wrong")
        later(minutes=20)
        log_in(visitor)

    with open_city():
        assert LoginAttempt.objects.filter(succeeded=True).count() == 0


def test_guesses_sent_at_the_same_moment_do_not_slip_past_the_count(alice, log_in):
    def guess(_):
        try:
            return log_in(Client(), password="wrong").status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(guess, range(24)))

    with open_city():
        looked_at = LoginAttempt.objects.count()
    assert looked_at <= 3
    assert answers.count(422) == looked_at
    assert answers.count(429) == 24 - looked_at


def test_what_was_typed_is_not_kept(visitor, alice, log_in):
    log_in(visitor, "My-Secret-Password-1", "13900000001")

    with open_city():
        attempt = LoginAttempt.objects.get()
    assert "Secret" not in attempt.subject
    assert attempt.account is None


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:evil",
        "evil.example",
    ],
)
def test_nobody_is_sent_elsewhere_after_logging_in(
    visitor, bob, log_in, without_second_factor, elsewhere
):
    without_second_factor("Bob")

    answer = visitor.post(
        f"/login/?next={elsewhere}", {"name": "13900000002", "password": PASSWORD}
    )

    assert answer["Location"] == "/"


def test_somebody_who_was_sent_to_log_in_comes_back_to_the_page(
    visitor, alice, type_digits, log_in
):
    asked = visitor.get("/u/parks/people/?name=bob")
    visitor.post(asked["Location"], {"name": "13900000001", "password": PASSWORD})

    answer = type_digits(visitor)

    assert answer["Location"] == "/u/parks/people/?name=bob"


def test_the_log_in_form_is_refused_without_its_token(city_db, alice):
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post("/login/", {"name": "13900000001", "password": PASSWORD})

    assert answer.status_code == 403
    with open_city():
        assert Session.objects.count() == 0


def test_a_visitor_leaves_no_session_behind(visitor, alice, log_in):
    visitor.get("/login/")
    visitor.get("/")
    log_in(visitor, password="wrong")

    with open_city():
        assert Session.objects.count() == 0
