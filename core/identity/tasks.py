"""What the scheduler asks of identity."""

from datetime import datetime, timedelta

from core.identity.services.cleaning import forget_expired
from core.jobs.public import job


@job("identity.forget_expired", every=timedelta(hours=1))
def forget(*, at: datetime) -> None:
    """Let go of ended sessions, old attempts to log in and old activation codes."""
    forget_expired(at=at)
