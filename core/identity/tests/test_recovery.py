"""Recovery codes, and asking once more who it is before what binds the office."""

import re
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from core.context import open_city, open_unit
from core.identity.models import LoginAttempt, RecoveryCode, Session
from core.identity.totp import digits_at
from core.people.models import Member, RoleGrant
from core.web.confirmation import CONFIRMED_FOR
from installer.testing.people import PASSWORD, TOTP_SECRET, browser_of

CODE = re.compile(r"<code>([0-9A-Z]{5}-[0-9A-Z]{5})</code>")


def codes_shown(browser):
    return CODE.findall(browser.post("/account/recovery-codes/").content.decode())


def long_ago(**more):
    with open_city():
        Session.objects.update(confirmed_at=timezone.now() - CONFIRMED_FOR, **more)


def test_a_recovery_code_stands_in_for_the_digits_once(alice, log_in, account_named):
    codes = codes_shown(browser_of(alice))

    assert len(set(codes)) == 10
    with open_city():
        kept = "".join(RecoveryCode.objects.values_list("code_hash", flat=True))
    assert not any(code.replace("-", "") in kept.upper() for code in codes)

    typed = codes[0].lower().replace("-", " ")
    answers = []
    for _ in range(2):
        browser = Client()
        log_in(browser)
        answers.append(browser.post("/login/code/?by=recovery", {"digits": typed}))
    assert [answer.status_code for answer in answers] == [302, 422]
    assert "恢复码还剩9个" in answers[0].wsgi_request._messages._queued_messages[0].message
    assert not answers[1].context["request"].account


def test_a_new_set_ends_the_old_one_and_is_asked_for_by_the_person(alice, log_in):
    browser = browser_of(alice)
    old = codes_shown(browser)
    codes_shown(browser)
    long_ago()

    refused = browser.post("/account/recovery-codes/")
    log_in(visitor := Client())

    assert refused["Location"].startswith("/account/confirm/?next=")
    assert visitor.post("/login/code/", {"digits": old[0]}).status_code == 422


def test_an_authenticator_is_replaced_only_by_whoever_proves_to_be_there(alice, account_named):
    browser = browser_of(alice)
    long_ago()
    way = browser.get("/account/second-factor/replace/")["Location"]
    wrong = browser.post(way, {"proof": "000000"})
    right = browser.post(way, {"proof": digits_at(TOTP_SECRET, timezone.now())})
    page = browser.get("/account/second-factor/replace/")

    assert wrong.status_code == 422
    assert right["Location"] == "/account/second-factor/replace/"
    assert "<svg" in page.content.decode()
    assert account_named("Alice").totp_secret == TOTP_SECRET


def test_wrong_proofs_count_as_failures_and_whoever_has_no_factor_proves_by_password(
    bob, without_second_factor
):
    without_second_factor("Bob")
    browser = browser_of(bob)
    long_ago()

    right = browser.post("/account/confirm/?next=//evil.example/", {"proof": PASSWORD})
    wrong = [browser.post("/account/confirm/", {"proof": "x"}).status_code for _ in range(4)]

    assert right["Location"] == "/"
    assert wrong == [422, 422, 422, 429]
    with open_city():
        assert LoginAttempt.objects.filter(succeeded=False).count() == 3
        assert Session.objects.get().confirmed_at > timezone.now() - timedelta(minutes=1)


def test_whoever_signs_must_bind_an_authenticator_like_an_administrator(
    bob, parks, without_second_factor
):
    without_second_factor("Bob")
    browser = browser_of(bob)
    assert browser.get("/u/parks/people/").status_code == 200
    with open_unit(parks):
        RoleGrant.objects.create(member=Member.objects.get(name="Bob"), role="head")

    assert browser.get("/u/parks/people/")["Location"] == "/account/second-factor/"
    assert browser.get("/api/v1/u/parks/people/").json()["code"] == "account_unsettled"
    assert browser.get("/account/second-factor/").status_code == 200
