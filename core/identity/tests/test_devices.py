"""A bound phone: a PIN for 30 days, never a signature by it alone, and gone when it is lost."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from core.context import open_city
from core.identity.models import Device, LoginAttempt, Session
from core.web.confirmation import is_confirmed
from installer.testing.people import browser_of

PIN = "258046"
PEOPLE = "/u/parks/people/"


def bound(person, pin=PIN):
    phone = browser_of(person)
    answer = phone.post("/account/devices/bind/", {"pin": pin, "repeated": pin})
    return phone, answer


def asleep(phone):
    """The phone after a night: only the cookie of the binding still counts."""
    with open_city():
        Session.objects.update(seen_at=timezone.now() - timedelta(hours=9))


def test_a_bound_phone_opens_by_pin_and_still_asks_before_a_signature(alice):
    phone, answer = bound(alice)
    cookie = answer.cookies[settings.DEVICE_COOKIE_NAME]
    asleep(phone)

    way = phone.get(PEOPLE, follow=True)
    wrong = phone.post("/login/pin/", {"pin": "258047"})
    right = phone.post(f"/login/pin/?next={PEOPLE}", {"pin": PIN})
    page = phone.get(PEOPLE)

    assert cookie["httponly"]
    assert cookie["max-age"] == 30 * 24 * 3600
    assert way.redirect_chain[-1][0].startswith("/login/pin/")
    assert (wrong.status_code, right["Location"], page.status_code) == (422, PEOPLE, 200)
    assert not is_confirmed(page.wsgi_request)
    with open_city():
        kept = Device.objects.get()
        assert PIN not in kept.pin_hash
        assert cookie.value not in str(vars(kept))
        Device.objects.update(expires_at=timezone.now())
    asleep(phone)
    assert phone.get(PEOPLE, follow=True).redirect_chain[-1][0].startswith("/login/?")


@pytest.mark.parametrize("pin", ["123456", "111222", "12345", "abcdef", "987654"])
def test_a_pin_that_anybody_tries_first_is_refused(alice, pin):
    assert bound(alice, pin)[1].status_code == 422


def test_five_wrong_pins_let_the_phone_go(alice):
    phone, _answer = bound(alice)
    asleep(phone)
    for _ in range(5):
        answer = phone.post("/login/pin/", {"pin": "000111"})
        assert answer.status_code == 422
        with open_city():
            LoginAttempt.objects.all().delete()

    assert "storage" in answer["Clear-Site-Data"]
    assert phone.post("/login/pin/", {"pin": PIN})["Location"] == "/login/"


def test_a_lost_phone_is_let_go_from_elsewhere_and_wiped_when_it_next_comes_by(alice, bob):
    phone, _answer = bound(alice)
    assert phone.get(PEOPLE).status_code == 200
    with open_city():
        device = Device.objects.get()
    browser_of(bob).post("/account/devices/revoke/", {"row": str(device.pk)})
    assert phone.get(PEOPLE).status_code == 200

    elsewhere = browser_of(alice)
    assert str(device.pk) in elsewhere.get("/account/sessions/").content.decode()
    elsewhere.post("/account/devices/revoke/", {"row": str(device.pk)})
    told = phone.get(PEOPLE)

    assert told.status_code == 302
    assert told["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert told.cookies[settings.DEVICE_COOKIE_NAME].value == ""
    thief = Client()
    thief.cookies[settings.DEVICE_COOKIE_NAME] = _answer.cookies[settings.DEVICE_COOKIE_NAME].value
    assert thief.get("/login/pin/")["Location"] == "/login/"
    assert thief.post("/login/pin/", {"pin": PIN})["Location"] == "/login/"
    assert elsewhere.get(PEOPLE).status_code == 200
