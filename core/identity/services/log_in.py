"""Logging in: name and password first, then the second factor of those who have one.

A refusal is recorded in the same transaction, so whoever calls must answer it, not let it
roll the transaction back.
"""

from datetime import datetime
from uuid import UUID

from core.audit.public import Result, record
from core.contracts.people import Person
from core.identity import lockout
from core.identity.errors import LoginRefused, ProofRefused, SecondFactorRefused
from core.identity.log_in_names import one_name
from core.identity.models import Account
from core.identity.passwords import password_fits
from core.identity.selectors import account_named
from core.identity.services.recovery import use_recovery_code
from core.identity.totp import accepted_step

#: Who stands in the trail for a name that no account has.
NOBODY = Person(UUID(int=0), "")


def check_password_step(*, name: str, password: str, address: str | None, at: datetime) -> Account:
    """The account that ``name`` and ``password`` open.

    Raises ``LoginRefused`` without saying what is wrong, or ``TooManyAttempts``. Success is
    not recorded before the whole log-in is done: it would forgive the guesses so far.
    """
    account = account_named(name)
    subject = lockout.subject_of(account, one_name(name))
    lockout.refuse_if_too_many(subject=subject, address=address, at=at)
    if not password_fits(password, account=account):
        lockout.record_attempt(
            subject=subject, account=account, address=address, succeeded=False, at=at
        )
        _note("identity.login_refused", account, at, Result.REFUSED)
        raise LoginRefused
    assert account is not None  # noqa: S101 (no password fits nobody)
    return account


def check_second_step(*, account: Account, digits: str, address: str | None, at: datetime) -> None:
    """Accept the six digits, or a recovery code in their place, once.

    Raises ``SecondFactorRefused`` or ``TooManyAttempts``.
    """
    subject = lockout.subject_of(account, "")
    lockout.refuse_if_too_many(subject=subject, address=address, at=at)
    if not prove(account=account, typed=digits, at=at):
        lockout.record_attempt(
            subject=subject, account=account, address=address, succeeded=False, at=at
        )
        _note("identity.second_factor_refused", account, at, Result.REFUSED)
        raise SecondFactorRefused


def record_success(*, account: Account, address: str | None, at: datetime) -> None:
    """Note that the whole log-in is done; earlier failures no longer slow the person down."""
    lockout.record_attempt(
        subject=lockout.subject_of(account, ""),
        account=account,
        address=address,
        succeeded=True,
        at=at,
    )
    Account.objects.filter(pk=account.pk).update(last_login=at)
    _note("identity.logged_in", account, at, Result.DONE)


def confirm_person(*, account: Account, typed: str, address: str | None, at: datetime) -> None:
    """Let somebody who is logged in prove once more to be the one.

    By the six digits or a recovery code; whoever has bound no authenticator, by the password.
    Raises ``ProofRefused`` (recorded, so it must be answered) or ``TooManyAttempts``.
    """
    subject = lockout.subject_of(account, "")
    lockout.refuse_if_too_many(subject=subject, address=address, at=at)
    if account.has_second_factor:
        proved = prove(account=account, typed=typed, at=at)
    else:
        proved = password_fits(typed, account=account)
    lockout.record_attempt(
        subject=subject, account=account, address=address, succeeded=proved, at=at
    )
    if not proved:
        _note("identity.proof_refused", account, at, Result.REFUSED)
        raise ProofRefused


def prove(*, account: Account, typed: str, at: datetime) -> bool:
    """Whether ``typed`` are the digits of now or an unused recovery code; it is used up."""
    if use_digits(account=account, digits=typed, at=at):
        return True
    return use_recovery_code(account=account, typed=typed, at=at)


def use_digits(*, account: Account, digits: str, at: datetime) -> bool:
    """Whether ``digits`` are right now; if so they are used up."""
    # Two requests with the same digits queue here; the second finds the step used.
    locked = Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    step = accepted_step(
        locked.totp_secret, digits.replace(" ", ""), at=at, after=locked.last_totp_step
    )
    if step is None:
        return False
    Account.objects.filter(pk=account.pk).update(last_totp_step=step)
    return True


def _note(action: str, account: Account | None, at: datetime, result: Result) -> None:
    """A line of the city's trail. What was typed for a name is never kept: it may be a password.

    The lock-out bounds the lines of whoever guesses: past its limits nothing is looked at.
    """
    by = Person(account.pk, account.name) if account else NOBODY
    record(action, by=by, at=at, subject=str(by.account_id), result=result)
