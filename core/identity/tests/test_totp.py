"""The second factor against RFC 6238, clocks that differ, and digits read over a shoulder."""

from datetime import UTC, datetime, timedelta

import pytest

from core.identity.totp import (
    accepted_step,
    digits_at,
    from_readable,
    new_secret,
    qr_picture,
    readable,
)

#: The secret of RFC 6238, appendix B.
SECRET = b"12345678901234567890"


def at(seconds):
    return datetime.fromtimestamp(seconds, tz=UTC)


@pytest.mark.parametrize(
    ("seconds", "digits"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_digits_are_those_of_the_standard(seconds, digits):
    assert digits_at(SECRET, at(seconds)) == digits


@pytest.mark.parametrize("seconds_off", [-30, 0, 30])
def test_a_clock_half_a_minute_off_is_accepted(seconds_off):
    now = at(1111111111)
    digits = digits_at(SECRET, now + timedelta(seconds=seconds_off))

    assert accepted_step(SECRET, digits, at=now, after=0) is not None


@pytest.mark.parametrize("seconds_off", [-90, 90])
def test_a_clock_further_off_is_refused(seconds_off):
    now = at(1111111111)
    digits = digits_at(SECRET, now + timedelta(seconds=seconds_off))

    assert accepted_step(SECRET, digits, at=now, after=0) is None


def test_digits_that_were_used_are_refused():
    now = at(1111111111)
    digits = digits_at(SECRET, now)
    step = accepted_step(SECRET, digits, at=now, after=0)

    assert step is not None
    assert accepted_step(SECRET, digits, at=now, after=step) is None


@pytest.mark.parametrize("digits", ["", "000000", "28708", "2870820", "二八七零八二"])
def test_other_digits_are_refused(digits):
    assert accepted_step(SECRET, digits, at=at(59), after=0) is None


def test_a_secret_survives_being_typed():
    secret = new_secret()

    assert from_readable(readable(secret)) == secret
    assert len(secret) == 20


def test_the_picture_fits_a_page_without_inline_style():
    picture = qr_picture(SECRET, account_name="13900000001")

    assert picture.startswith("<svg")
    assert "viewBox" in picture
    assert "style=" not in picture
    assert "<script" not in picture
