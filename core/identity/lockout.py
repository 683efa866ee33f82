"""Slowing down whoever guesses, by account and by address, without telling which exist.

A name that nobody has is slowed down exactly like one that somebody has. Waits are answered
at once (no worker sleeps). Attempts for one name are checked one after the other: of many
sent at the same moment, one is looked at and the others are told to wait.
"""

from datetime import datetime, timedelta

from django.db import connection
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import ngettext

from core.identity.errors import TooManyAttempts
from core.identity.models import Account, LoginAttempt

#: How long to wait after the n-th failure in a row; five and more lock for a quarter.
WAITS = {3: timedelta(seconds=10), 4: timedelta(seconds=30)}
LOCK_AFTER = 5
LOCK = timedelta(minutes=15)
MEMORY = timedelta(hours=1)
#: A whole office may stand behind one address, so the address is given more room.
ADDRESS_LIMIT = 30


def subject_of(account: Account | None, typed: str) -> str:
    """What attempts are counted by: the account, or a keyed digest of an unknown name."""
    text = str(account.pk) if account else typed
    return salted_hmac("core.identity.lockout", text, algorithm="sha256").hexdigest()[:32]


def refuse_if_too_many(*, subject: str, address: str | None, at: datetime) -> None:
    """Refuse with ``TooManyAttempts`` while this name or this address has to wait."""
    if not _my_turn(subject):
        raise TooManyAttempts(wait=wait_text(timedelta(seconds=1)))
    until = max(_subject_until(subject, at), _address_until(address, at))
    if until > at:
        raise TooManyAttempts(wait=wait_text(until - at))


def refuse_address_if_too_many(*, address: str | None, at: datetime) -> None:
    """Refuse with ``TooManyAttempts`` while this address has to wait."""
    until = _address_until(address, at)
    if until > at:
        raise TooManyAttempts(wait=wait_text(until - at))


def record_attempt(
    *,
    subject: str,
    account: Account | None,
    address: str | None,
    succeeded: bool,
    at: datetime,
) -> None:
    """Keep the attempt. A refusal must be answered, not raised through the transaction."""
    LoginAttempt.objects.create(
        subject=subject, account=account, address=address, succeeded=succeeded, at=at
    )


def wait_text(wait: timedelta) -> str | Promise:
    """``wait`` as a person reads it, rounded up."""
    seconds = max(1, -(-wait // timedelta(seconds=1)))
    if seconds < 60:
        return ngettext("%(n)d秒", "%(n)d秒", seconds) % {"n": seconds}
    minutes = -(-seconds // 60)
    return ngettext("%(n)d分钟", "%(n)d分钟", minutes) % {"n": minutes}


def _my_turn(subject: str) -> bool:
    # Held to the end of the transaction. Tried, not waited for: a flood of guesses for one
    # name must not occupy every worker.
    key = int(subject[:15], 16)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [key])
        return bool(cursor.fetchone()[0])


def _subject_until(subject: str, at: datetime) -> datetime:
    latest = LoginAttempt.objects.filter(subject=subject, at__gt=at - MEMORY).order_by("-at")
    failures: list[datetime] = []
    for attempt in latest[:LOCK_AFTER]:
        if attempt.succeeded:
            break
        failures.append(attempt.at)
    wait = LOCK if len(failures) >= LOCK_AFTER else WAITS.get(len(failures), timedelta())
    return failures[0] + wait if failures else at


def _address_until(address: str | None, at: datetime) -> datetime:
    if address is None:
        return at
    failures = LoginAttempt.objects.filter(address=address, succeeded=False, at__gt=at - LOCK)
    oldest_that_counts = failures.order_by("-at")[ADDRESS_LIMIT - 1 : ADDRESS_LIMIT].first()
    return oldest_that_counts.at + LOCK if oldest_that_counts else at
