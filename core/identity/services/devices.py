"""Binding a phone, unlocking it with its PIN, letting it go when it is lost."""

import re
import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F

from core.identity import lockout
from core.identity.errors import PinRefused, PinTooSimple
from core.identity.models import Account, Device, Session

#: A bound phone asks for the whole log-in again after this long, however often it is used.
BOUND_FOR = timedelta(days=30)
#: After so many wrong PINs in a row the phone is let go: the whole log-in is asked for.
PIN_TRIES = 5
_PIN = re.compile(r"[0-9]{6}")
_RUNS = "01234567890 09876543210"


@transaction.atomic
def bind_device(
    *, account: Account, session: Session | None, pin: str, name: str, at: datetime
) -> str:
    """Bind this browser to the account; the secret for its cookie, told only here.

    ``session`` belongs to the phone from now on and ends with it. Raises ``PinTooSimple``.
    """
    if not _PIN.fullmatch(pin) or len(set(pin)) < 3 or pin in _RUNS:
        raise PinTooSimple
    key = secrets.token_urlsafe(32)
    device = Device.objects.create(
        account=account,
        name=name[:200],
        key_hash=_digest(key),
        pin_hash=make_password(pin + key),
        bound_at=at,
        seen_at=at,
        expires_at=at + BOUND_FOR,
    )
    keep_session(session=session, device=device)
    return key


def keep_session(*, session: Session | None, device: Device) -> None:
    """Tie a session to the phone it was opened on: it ends when the phone is let go."""
    if session is not None:
        Session.objects.filter(pk=session.pk).update(phone=device)


def device_of_key(key: str) -> Device | None:
    """The device whose secret this is, also one that is revoked or expired."""
    return Device.objects.select_related("account").filter(key_hash=_digest(key)).first()


def is_open_to_pin(device: Device | None, *, at: datetime) -> bool:
    """Whether the phone may still be unlocked by its PIN."""
    return (
        device is not None
        and device.revoked_at is None
        and device.expires_at > at
        and device.account.is_active
    )


def unlock(*, key: str, pin: str, address: str | None, at: datetime) -> Device:
    """The device that key and PIN open together.

    A wrong PIN counts against the phone, the account and the address, and must be answered,
    not raised through the transaction; the fifth in a row lets the phone go. Raises
    ``PinRefused`` or ``TooManyAttempts``.
    """
    rows = Device.objects.select_for_update(of=("self",)).select_related("account")
    device = rows.filter(key_hash=_digest(key)).first()
    if device is None or not is_open_to_pin(device, at=at):
        raise PinRefused
    subject = lockout.subject_of(device.account, "")
    lockout.refuse_if_too_many(subject=subject, address=address, at=at)
    right = check_password(pin + key, device.pin_hash)
    if not right:
        lockout.record_attempt(
            subject=subject, account=device.account, address=address, succeeded=False, at=at
        )
        _count_failure(device, at)
        raise PinRefused
    Device.objects.filter(pk=device.pk).update(failures=0, seen_at=at)
    return device


def revoke_devices(*, account: Account, at: datetime, only: str | None = None) -> int:
    """Let phones of the account go, all or the one with this id; how many there were.

    Their sessions end now; each is told to wipe what it keeps when it next comes by.
    """
    rows = Device.objects.filter(account=account, revoked_at=None)
    if only is not None:
        rows = rows.filter(pk=only)
    Session.objects.filter(phone__in=rows).delete()
    return rows.update(revoked_at=at)


def devices_of(account: Account, *, at: datetime) -> list[Device]:
    """The phones that are bound now, the latest used first."""
    rows = Device.objects.filter(account=account, revoked_at=None, expires_at__gt=at)
    return list(rows.order_by("-seen_at"))


def must_wipe(key: str) -> bool:
    """Whether the browser that came by holds the secret of a phone that was let go.

    Its row is deleted then: it has been told.
    """
    return bool(Device.objects.filter(key_hash=_digest(key), revoked_at__isnull=False).delete()[0])


def _count_failure(device: Device, at: datetime) -> None:
    Device.objects.filter(pk=device.pk).update(failures=F("failures") + 1)
    if device.failures + 1 >= PIN_TRIES:
        Device.objects.filter(pk=device.pk).update(revoked_at=at)


def _digest(key: str) -> str:
    # 256 random bits: a plain digest is enough.
    return sha256(key.encode()).hexdigest()
