"""Activation codes: made for a person or for a unit's first administrator, redeemed once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from core.identity import lockout
from core.identity.city_roles import APART
from core.identity.code_letters import derived, digest
from core.identity.errors import CodeRefused, NameTaken, NumberMissing, WorksInUnit
from core.identity.models import Account, ActivationCode, Post, PostState
from core.identity.selectors import city_role_of
from core.identity.services.accounts import new_account, set_first_password

LIFETIME = timedelta(days=30)
_PURPOSE = "activation code"


@dataclass(frozen=True, slots=True)
class Details:
    """What the first administrator says about himself when the code names nobody."""

    name: str
    mobile: str = ""
    staff_number: str = ""


def new_code(
    *, unit_id: UUID, at: datetime, account: Account | None = None
) -> tuple[str, ActivationCode]:
    """A code in its readable form, to be shown once, and its unsaved row.

    Provisioning saves the row in the unit's own transaction; without ``account`` the code
    makes the unit's first administrator. The code follows from the secret key and the row's
    id and is stored nowhere.
    """
    row = ActivationCode(unit_id=unit_id, account=account, made_at=at, expires_at=at + LIFETIME)
    code = derived(row.pk, _PURPOSE)
    row.code_hash = digest(code)
    return code, row


def first_codes_of(*, unit_ids: Iterable[UUID], at: datetime) -> dict[UUID, tuple[str, datetime]]:
    """The codes of those units' first administrators that can still be redeemed, by unit.

    For the protected list of an import, which must be made again after a crash. A code made
    under another secret key cannot be told again and is left out.
    """
    rows = _standing(at).filter(account=None, unit_id__in=unit_ids).order_by("made_at")
    return {
        row.unit_id: (code, row.expires_at)
        for row in rows
        if digest(code := derived(row.pk, _PURPOSE)) == row.code_hash
    }


def issue_codes(*, accounts: Sequence[Account], unit_id: UUID, at: datetime) -> list[str]:
    """A code for each account; earlier unused codes of the same people end."""
    ActivationCode.objects.filter(account__in=accounts, unit_id=unit_id, used_at=None).update(
        expires_at=at
    )
    made = [new_code(unit_id=unit_id, at=at, account=account) for account in accounts]
    ActivationCode.objects.bulk_create([row for _, row in made])
    return [code for code, _ in made]


def standing_code(*, typed: str, address: str | None, at: datetime) -> ActivationCode:
    """The row of a code that can still be redeemed.

    Raises ``CodeRefused`` (recorded against the address, so it must be answered, not raised
    through the transaction) or ``TooManyAttempts``.
    """
    lockout.refuse_address_if_too_many(address=address, at=at)
    row = _standing(at).filter(code_hash=digest(typed)).first()
    if row is None:
        subject = lockout.subject_of(None, f"activation {address}")
        lockout.record_attempt(
            subject=subject, account=None, address=address, succeeded=False, at=at
        )
        raise CodeRefused
    return row


def code_by_id(*, code_id: UUID | str | None, at: datetime) -> ActivationCode:
    """The code that was typed a moment ago (its id as the session kept it), if it still stands."""
    row = _standing(at).filter(pk=code_id).first() if code_id else None
    if row is None:
        raise CodeRefused
    return row


@transaction.atomic
def redeem_for_newcomer(
    *, code: ActivationCode, password: str, details: Details | None, at: datetime
) -> Account:
    """Make the code's person able to log in and take up the post; the account.

    Raises ``CodeRefused`` if somebody was faster, ``NameTaken`` if the first administrator
    names a number that somebody has, ``WeakPassword``, ``NumberUnusable``, ``NumberMissing``.
    """
    _use_up(code, at)
    account = code.account or _first_account(code, details)
    if account.has_usable_password():
        raise CodeRefused
    set_first_password(account=account, password=password)
    _take_up(code, account, at)
    return account


@transaction.atomic
def redeem_for_account(*, code: ActivationCode, account: Account, at: datetime) -> None:
    """Let somebody who is logged in take up the post that the code stands for.

    The log-in alone does not do: whoever held the slip of one unit first chose its password.
    """
    if code.account_id not in {None, account.pk}:
        raise CodeRefused
    _use_up(code, at)
    _take_up(code, account, at)


def decline_post(*, post_id: UUID, account: Account, at: datetime) -> None:
    """The person does not take up a proposed post."""
    Post.objects.filter(pk=post_id, account=account, state=PostState.PROPOSED).update(
        ended_on=timezone.localdate(at)
    )


def activate_accounts(*, account_ids: Sequence[UUID], encoded_password: str, at: datetime) -> None:
    """Let many people in at once with a password that was hashed before; takes up their posts.

    For demonstrations and tests. Accounts that have a password keep it.
    """
    fresh = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    Account.objects.filter(fresh, pk__in=account_ids).update(password=encoded_password)
    posts = Post.objects.standing().filter(account__in=account_ids)
    posts.update(state=PostState.ACCEPTED)
    posts.filter(account__home_unit=F("unit")).update(is_primary=True)
    ActivationCode.objects.filter(account__in=account_ids, used_at=None).update(used_at=at)


def _standing(at: datetime) -> QuerySet[ActivationCode]:
    rows = ActivationCode.objects.filter(used_at=None, expires_at__gt=at)
    return rows.select_related("unit", "account")


def _use_up(code: ActivationCode, at: datetime) -> None:
    # The condition stands in the UPDATE: of two people with the same slip one gets the row.
    if not _standing(at).filter(pk=code.pk).update(used_at=at):
        raise CodeRefused


def _first_account(code: ActivationCode, details: Details | None) -> Account:
    if details is None or not (details.mobile or details.staff_number):
        raise NumberMissing(name=details.name if details else "")
    account = new_account(
        name=details.name,
        mobile=details.mobile,
        staff_number=details.staff_number,
        home_unit_id=code.unit_id,
    )
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError as taken:
        raise NameTaken from taken
    return account


def _take_up(code: ActivationCode, account: Account, at: datetime) -> None:
    """The post of the code's unit counts from now; a code without a person makes one.

    Its holder administers the unit. The member row is written by ``core.people`` when the
    person first enters, in the unit's own transaction.
    """
    if city_role_of(account) in APART:
        raise WorksInUnit(name=account.name)
    if code.account_id is None:
        _administer(code.unit_id, account, at)
        return
    posts = Post.objects.standing().filter(account=account, unit_id=code.unit_id)
    # Whoever has left since the slip was printed has none.
    primary = account.home_unit_id == code.unit_id
    if not posts.update(state=PostState.ACCEPTED, is_primary=primary):
        raise CodeRefused


def _administer(unit_id: UUID, account: Account, at: datetime) -> None:
    Post.objects.update_or_create(
        account=account,
        unit_id=unit_id,
        defaults={"administers": True, "state": PostState.ACCEPTED, "ended_on": None},
        create_defaults={
            "administers": True,
            "is_primary": account.home_unit_id == unit_id,
            "state": PostState.ACCEPTED,
            "started_on": timezone.localdate(at),
        },
    )
