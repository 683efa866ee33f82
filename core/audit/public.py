"""How every act leaves its line in the unit's trail."""

from datetime import datetime
from typing import Any

from core.audit.models import AuditEntry
from core.contracts.people import Person

__all__ = ["record"]


def record(action: str, *, by: Person, at: datetime, subject: str, **detail: Any) -> None:
    """Add a line to the trail of the unit whose transaction is open.

    ``action`` is ``module.verb``; ``subject`` names the thing acted upon; ``detail`` holds
    plain values only (never a secret, never a document's content).
    """
    AuditEntry.objects.create(
        at=at,
        account_id=by.account_id,
        person_name=by.name,
        title=by.title,
        action=action,
        subject=subject,
        detail=detail,
    )
