"""A lost password: the home unit starts, the person finishes, nobody else learns the code."""

import logging
import re

from django.test import Client
from django.utils import timezone

from core.audit.models import AuditEntry
from core.context import open_city, open_unit
from core.identity.city_roles import CityRole
from core.identity.models import Account, PasswordReset, SecurityEvent
from core.identity.services import resets
from core.identity.tests.test_authority import administrator
from core.identity.totp import digits_at
from core.jobs.models import Job
from core.jobs.worker import run_due
from installer.testing.people import TOTP_SECRET, browser_of

NEW = "Fresh-And-Long-77"
HALF = re.compile(r"(?<![\w-])[0-9A-Z]{4}-[0-9A-Z]{4}(?![\w-])")


def start(browser, member_id):
    return browser.post(f"/u/parks/people/{member_id}/reset/")


def finish(proof, name="13900000002", password=NEW):
    fields = {"name": name, "proof": proof, "password": password, "repeated": password}
    return Client().post("/login/reset/", fields)


def test_two_people_tell_the_person_a_code_that_neither_knows(
    alice, bob, cast, log_in, account_named, caplog
):
    caplog.set_level(logging.DEBUG)
    his = browser_of(bob)
    shown = start(browser_of(alice), bob.member_id).content.decode()
    run_due(20)
    chief = browser_of(administrator(CityRole.SECURITY, cast.county))
    halves = [
        HALF.search(page)[0] for page in (shown, chief.get("/authority/resets/").content.decode())
    ]
    code = "".join(halves).lower()

    assert finish(halves[0]).status_code == finish(halves[1]).status_code == 422
    assert finish(code, password="bob").status_code == 422
    assert finish(code)["Location"] == "/login/"
    assert his.get("/u/parks/people/").status_code == 302
    visitor = Client()
    assert log_in(visitor, "13900000002", NEW)["Location"] == "/login/code/"
    assert account_named("Bob").totp_secret == TOTP_SECRET
    assert finish(code).status_code == 422
    assert "发起口令重置" in chief.get("/authority/events/").content.decode()

    with open_city():
        assert SecurityEvent.objects.latest("at").kind == SecurityEvent.Kind.RESET_DONE
        kept = [str(list(model.objects.values())) for model in (PasswordReset, Job, SecurityEvent)]
    with open_unit(cast.parks):
        kept.append(str(list(AuditEntry.objects.values())))
    said = [caplog.text, *kept]
    for secret in (*halves, code.replace("-", "").upper(), NEW):
        assert not any(secret in text for text in said)


def test_only_the_home_unit_starts_one_and_only_a_started_one_is_finished(
    alice, bob, charlie, parks
):
    with open_city():
        Account.objects.filter(name="Bob").update(home_unit=charlie.unit.id)

    refused = start(browser_of(alice), bob.member_id)
    digits = digits_at(TOTP_SECRET, timezone.now())
    answers = [finish(digits), finish(digits, name="13999999999")]

    assert refused.status_code == 404
    assert [answer.status_code for answer in answers] == [422, 422]
    pages = [re.sub(r'value="[^"]*"|X-CSRFToken": "[^"]*', "", a.content.decode()) for a in answers]
    assert pages[0] == pages[1]


def test_a_channel_that_reaches_the_person_gets_the_code_and_the_administrator_none(
    alice, bob, monkeypatch
):
    sent = []
    monkeypatch.setattr(
        resets, "reset_channels", [lambda account, code: sent.append((account.name, code)) or True]
    )
    shown = start(browser_of(alice), bob.member_id).content.decode()
    run_due(20)
    run_due(20)

    [(name, code)] = sent
    assert name == "Bob"
    assert not HALF.search(shown)
    assert finish(digits_at(TOTP_SECRET, timezone.now())).status_code == 302
    assert finish(code).status_code == 422
