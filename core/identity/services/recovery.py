"""Recovery codes: ten on paper, each worth the six digits once."""

import hmac
import secrets
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import transaction

from core.identity.code_letters import LETTERS, plain
from core.identity.models import Account, RecoveryCode

HOW_MANY = 10
#: Ten letters are 50 bits; with the lock-out of the log-in nobody guesses one.
_LENGTH = 10


@transaction.atomic
def renew_recovery_codes(*, account: Account, at: datetime) -> list[str]:
    """A fresh set, to be shown once; every earlier code ends."""
    RecoveryCode.objects.filter(account=account).delete()
    codes = [_code() for _ in range(HOW_MANY)]
    RecoveryCode.objects.bulk_create(
        [
            RecoveryCode(account=account, code_hash=_digest(account.pk, code), made_at=at)
            for code in codes
        ]
    )
    return codes


def use_recovery_code(*, account: Account, typed: str, at: datetime) -> bool:
    """Whether ``typed`` is an unused code of the account; if so it is used up."""
    # The condition stands in the UPDATE: of two who type the same code one gets the row.
    wanted = _digest(account.pk, typed)
    rows = RecoveryCode.objects.filter(account=account, code_hash=wanted, used_at=None)
    return bool(rows.update(used_at=at))


def _code() -> str:
    letters = "".join(secrets.choice(LETTERS) for _ in range(_LENGTH))
    return f"{letters[:5]}-{letters[5:]}"


def _digest(account_id: UUID, typed: str) -> str:
    # Keyed outside the database: 50 bits would not stand against a copy of the table.
    key = f"{settings.SECRET_KEY} recovery code".encode()
    return hmac.new(key, account_id.bytes + plain(typed).encode(), sha256).hexdigest()
