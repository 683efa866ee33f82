"""What the stories at the door need: a browser, a clock that can be turned, ways to log in."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from core.context import open_city
from core.identity.models import Account, LoginAttempt
from core.identity.totp import digits_at
from installer.testing.people import PASSWORD, TOTP_SECRET


@pytest.fixture
def visitor(city_db):
    """A browser that nobody has logged in with."""
    return Client()


@pytest.fixture
def log_in():
    """Type name and password in a browser; the answer to it."""

    def typed(browser, name="13900000001", password=PASSWORD, **more):
        return browser.post("/login/", {"name": name, "password": password}, **more)

    return typed


@pytest.fixture
def type_digits():
    """Type the digits that the authenticator shows now (or showed ``seconds_ago``)."""

    def typed(browser, seconds_ago=0, digits=None):
        then = timezone.now() - timedelta(seconds=seconds_ago)
        return browser.post("/login/code/", {"digits": digits or digits_at(TOTP_SECRET, then)})

    return typed


@pytest.fixture
def account_named():
    """Somebody's account as it stands now."""

    def found(name):
        with open_city():
            return Account.objects.get(name=name)

    return found


@pytest.fixture
def later():
    """Let time pass for the attempts to log in."""

    def passed(**span):
        with open_city():
            for attempt in LoginAttempt.objects.all():
                attempt.at -= timedelta(**span)
                attempt.save(update_fields=["at"])

    return passed


@pytest.fixture
def without_second_factor():
    """Let somebody log in by password alone, as people who administer nothing may."""

    def changed(name):
        with open_city():
            Account.objects.filter(name=name).update(sealed_totp="")

    return changed
