"""Telling the security administrators of city and county what was done with an account."""

from datetime import datetime
from uuid import UUID

from core.contracts.people import Person
from core.identity.models import Account, SecurityEvent


def tell(
    kind: SecurityEvent.Kind,
    *,
    account: Account,
    at: datetime,
    unit_id: UUID | None = None,
    by: Person | None = None,
) -> None:
    """Add a line to what they see; in the transaction of the act, so that neither is without."""
    SecurityEvent.objects.create(
        kind=kind,
        at=at,
        unit_id=unit_id or account.home_unit_id,
        account_id=account.pk,
        name=account.name,
        by_account=by.account_id if by else None,
        by_name=by.name if by else "",
    )
