"""Accounts: opening, password, second factor, disabling."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError

from core.identity import lockout
from core.identity.errors import SecondFactorRefused, WrongPassword
from core.identity.log_in_names import clean_mobile, clean_staff_number
from core.identity.models import Account, Session
from core.identity.passwords import password_fits, refuse_weak_password
from core.identity.pinyin import name_key
from core.identity.services.devices import revoke_devices
from core.identity.totp import accepted_step


def new_account(
    *, name: str, mobile: str = "", staff_number: str = "", home_unit_id: UUID | None
) -> Account:
    """An unsaved account that nobody can log in to yet; raises ``NumberUnusable``."""
    return Account(
        name=name.strip(),
        name_key=name_key(name.strip()),
        mobile=clean_mobile(mobile),
        staff_number=clean_staff_number(staff_number),
        home_unit_id=home_unit_id,
        password=make_password(None),
    )


def set_first_password(*, account: Account, password: str) -> None:
    """Give the account the password its person chose; raises ``WeakPassword``."""
    refuse_weak_password(password, account=account)
    account.set_password(password)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])


def change_password(
    *, account: Account, current: str, new: str, address: str | None, at: datetime
) -> None:
    """Change one's own password; every session of the account ends, this one too.

    Raises ``WeakPassword``, ``TooManyAttempts`` or ``WrongPassword``, which is recorded like a
    failed log-in (an unlocked screen is a door, too) and so must be answered, not raised
    through the transaction.
    """
    refuse_weak_password(new, account=account)
    subject = lockout.subject_of(account, "")
    lockout.refuse_if_too_many(subject=subject, address=address, at=at)
    if not password_fits(current, account=account):
        lockout.record_attempt(
            subject=subject, account=account, address=address, succeeded=False, at=at
        )
        raise WrongPassword(fields={"current": [WrongPassword.message]})
    set_first_password(account=account, password=new)
    end_sessions(account_id=account.pk)
    revoke_devices(account=account, at=at)


def bind_second_factor(*, account: Account, secret: bytes, digits: str, at: datetime) -> None:
    """Bind an authenticator once it has shown that it works; raises ``SecondFactorRefused``."""
    step = accepted_step(secret, digits.replace(" ", ""), at=at, after=0)
    if step is None:
        raise SecondFactorRefused
    set_second_factor(account=account, secret=secret, last_step=step)


def set_second_factor(*, account: Account, secret: bytes, last_step: int = 0) -> None:
    """Bind an authenticator unseen, as a demonstration does; people use ``bind_second_factor``."""
    account.totp_secret = secret
    account.last_totp_step = last_step
    account.save(update_fields=["sealed_totp", "last_totp_step"])


def disable_account(*, account_id: UUID, at: datetime) -> None:
    """Shut the account: no log-in any more, every session ends at once, phones are let go."""
    Account.objects.filter(pk=account_id).update(is_active=False)
    end_sessions(account_id=account_id)
    revoke_devices(account=Account(pk=account_id), at=at)


def end_sessions(*, account_id: UUID, keep: Session | None = None) -> int:
    """End the account's sessions, ``keep`` excepted; how many there were."""
    rows = Session.objects.filter(account_id=account_id)
    if keep is not None:
        rows = rows.exclude(pk=keep.pk)
    return rows.delete()[0]


def end_session(*, account: Account, session_id: UUID | str) -> None:
    """End one of one's own sessions; another account's is not touched, nonsense is ignored."""
    with suppress(ValidationError):
        Session.objects.filter(pk=session_id, account=account).delete()
