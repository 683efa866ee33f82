"""What the scheduler asks of identity."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from core.identity.services import proposals, resets
from core.identity.services.cleaning import forget_expired
from core.jobs.public import job


@job("identity.forget_expired", every=timedelta(hours=1))
def forget(*, at: datetime) -> None:
    """Let go of ended sessions, old attempts to log in and old activation codes."""
    forget_expired(at=at)


@job("identity.tell_home_units")
def tell_home_units(*, post_ids: Sequence[str]) -> None:
    """Tell the home units which posts other units propose for their people."""
    proposals.tell_home_units(post_ids=[UUID(each) for each in post_ids])


@job("identity.end_lapsed_proposals", every=timedelta(hours=6))
def end_lapsed_proposals(*, at: datetime) -> None:
    """End proposals that nobody took up in time."""
    proposals.end_lapsed_proposals(at=at)


@job("identity.deliver_reset_code")
def deliver_reset_code(*, reset_id: str, at: datetime) -> None:
    """Hand a one-time code to the channel that reaches the person."""
    resets.deliver_code(reset_id=UUID(reset_id), at=at)
