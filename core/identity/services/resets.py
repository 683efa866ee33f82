"""A lost password: the home unit starts, the person finishes, the administrator learns nothing.

The one-time code goes to the person by a channel that reaches the person (``reset_channels``).
Where the city has none, it is told in two halves by two people, the unit's administrator and
a security administrator of city or county, so that neither holds it. Whoever has an
authenticator or recovery codes needs no code at all. The second factor stays as it is.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from hmac import compare_digest
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from core.contracts.people import Person
from core.errors import NotFound
from core.identity import lockout
from core.identity.areas import units_served
from core.identity.code_letters import derived, digest
from core.identity.errors import ResetRefused
from core.identity.log_in_names import one_name
from core.identity.models import Account, PasswordReset, SecurityEvent
from core.identity.passwords import refuse_weak_password
from core.identity.selectors import account_named
from core.identity.services.accounts import end_sessions, set_first_password
from core.identity.services.devices import revoke_devices
from core.identity.services.events import tell
from core.identity.services.log_in import prove
from core.jobs.public import enqueue

LIFETIME = timedelta(hours=24)
_PURPOSE = "password reset"
_HALF = 9

#: Channels that reach a person outside the platform: given the account and the code, whether
#: it was handed over. Whoever has such a channel (``core.notices``) adds it here when ready.
reset_channels: list[Callable[[Account, str], bool]] = []


@transaction.atomic
def start_reset(*, account_id: UUID, unit_id: UUID, by: Person, at: datetime) -> PasswordReset:
    """Let one of the home unit's people choose a new password within a day.

    Earlier resets of the person end. Raises ``NotFound`` for whoever has another home unit:
    only the home unit starts it.
    """
    account = Account.objects.filter(pk=account_id, home_unit=unit_id, is_active=True).first()
    if account is None:
        raise NotFound
    _standing(at).filter(account=account).update(expires_at=at)
    reset = PasswordReset(
        account=account,
        unit_id=unit_id,
        started_by=by.account_id,
        started_name=by.name,
        started_at=at,
        expires_at=at + LIFETIME,
    )
    reset.code_hash = digest(derived(reset.pk, _PURPOSE))
    reset.save(force_insert=True)
    tell(SecurityEvent.Kind.RESET_STARTED, account=account, unit_id=unit_id, by=by, at=at)
    enqueue("identity.deliver_reset_code", reset_id=reset.pk)
    return reset


def first_half(reset: PasswordReset) -> str:
    """What the unit's administrator tells the person; '' where a channel delivers the code."""
    return "" if reset_channels else derived(reset.pk, _PURPOSE)[:_HALF]


def second_half(reset: PasswordReset) -> str:
    """What the security administrator tells the person, having seen who it is."""
    return derived(reset.pk, _PURPOSE)[_HALF + 1 :]


def resets_before(by: Person, *, at: datetime) -> QuerySet[PasswordReset]:
    """The resets that stand in the units served, with their people."""
    rows = _standing(at).select_related("account", "unit").order_by("started_at")
    rows = rows.exclude(started_by=by.account_id)
    return rows if by.area_id is None else rows.filter(unit__in=units_served(by))


def deliver_code(*, reset_id: UUID, at: datetime) -> None:
    """Hand the code to the first channel that takes it. The job knows only the row."""
    reset = _standing(at).select_related("account").filter(pk=reset_id, delivered_at=None).first()
    if reset is None:
        return
    code = derived(reset.pk, _PURPOSE)
    if any(reaches(reset.account, code) for reaches in reset_channels):
        reset.delivered_at = at
        reset.save(update_fields=["delivered_at"])


def reset_password(*, name: str, proof: str, new: str, address: str | None, at: datetime) -> None:
    """Set the new password of whoever proves to be the person of a started reset.

    By the one-time code, the digits of the authenticator or a recovery code. Every session
    ends; the second factor stays. Raises ``WeakPassword``, ``TooManyAttempts``, or
    ``ResetRefused``, the same for an unknown name, no reset and a wrong proof; it is recorded
    and so must be answered, not raised through the transaction.
    """
    refuse_weak_password(new, account=Account())
    account = account_named(name)
    subject = lockout.subject_of(account, one_name(name))
    lockout.refuse_if_too_many(subject=subject, address=address, at=at)
    if not _finish(account, proof=proof, new=new, at=at):
        lockout.record_attempt(
            subject=subject, account=account, address=address, succeeded=False, at=at
        )
        raise ResetRefused


@transaction.atomic
def _finish(account: Account | None, *, proof: str, new: str, at: datetime) -> bool:
    """Whether the proof was right and the password is set; a weak one uses up no proof."""
    rows = _standing(at).filter(account=account) if account else _standing(at).none()
    reset = rows.select_for_update(of=("self",)).first()
    if account is None or reset is None or not _proved(account, reset, proof, at):
        return False
    set_first_password(account=account, password=new)
    PasswordReset.objects.filter(pk=reset.pk).update(used_at=at)
    end_sessions(account_id=account.pk)
    revoke_devices(account=account, at=at)
    tell(SecurityEvent.Kind.RESET_DONE, account=account, unit_id=reset.unit_id, at=at)
    return True


def _proved(account: Account, reset: PasswordReset, proof: str, at: datetime) -> bool:
    if compare_digest(digest(proof), reset.code_hash):
        return True
    return account.has_second_factor and prove(account=account, typed=proof, at=at)


def _standing(at: datetime) -> QuerySet[PasswordReset]:
    return PasswordReset.objects.filter(used_at=None, expires_at__gt=at, account__is_active=True)
