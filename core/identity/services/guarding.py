"""What a security administrator does with an account of the units served; each act is told."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from core.contracts.people import Person
from core.identity.areas import account_served
from core.identity.errors import SecondPersonNeeded
from core.identity.models import Account, RecoveryCode, SecurityEvent
from core.identity.services.accounts import disable_account, end_sessions
from core.identity.services.devices import revoke_devices
from core.identity.services.events import tell

Kind = SecurityEvent.Kind


@transaction.atomic
def disable(*, account_id: UUID, by: Person, at: datetime) -> None:
    """Shut the account; every session ends at once. Raises ``NotFound`` outside the area."""
    account = _another(account_id, by=by)
    disable_account(account_id=account.pk, at=at)
    tell(Kind.DISABLED, account=account, by=by, at=at)


@transaction.atomic
def enable(*, account_id: UUID, by: Person, at: datetime) -> None:
    """Let the account log in again, with its own password and second factor."""
    account = _another(account_id, by=by)
    Account.objects.filter(pk=account.pk).update(is_active=True)
    tell(Kind.ENABLED, account=account, by=by, at=at)


@transaction.atomic
def end_everywhere(*, account_id: UUID, by: Person, at: datetime) -> None:
    """End every log-in of the account, on every device."""
    account = _another(account_id, by=by)
    end_sessions(account_id=account.pk)
    revoke_devices(account=account, at=at)
    tell(Kind.SESSIONS_ENDED, account=account, by=by, at=at)


@transaction.atomic
def remove_second_factor(*, account_id: UUID, by: Person, at: datetime) -> None:
    """Unbind a lost authenticator; the password stays, every session and recovery code ends.

    It opens nothing by itself: whoever has a duty binds a new one at the next log-in.
    """
    account = _another(account_id, by=by)
    Account.objects.filter(pk=account.pk).update(sealed_totp="", last_totp_step=0)
    RecoveryCode.objects.filter(account=account).delete()
    end_sessions(account_id=account.pk)
    revoke_devices(account=account, at=at)
    tell(Kind.FACTOR_REMOVED, account=account, by=by, at=at)


def _another(account_id: UUID, *, by: Person) -> Account:
    """The account, if it is served and not one's own."""
    if account_id == by.account_id:
        raise SecondPersonNeeded
    return account_served(account_id, by=by)
