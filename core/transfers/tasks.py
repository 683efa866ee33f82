"""Transfers that go on by themselves: the city's part, and the receiving unit's."""

from datetime import datetime, timedelta
from uuid import UUID

from core.jobs.public import job
from core.transfers.models import Transfer, TransferState
from core.transfers.services import TAKE_IN, finish
from core.transfers.taking_in import take_in


@job("transfers.finish_released", every=timedelta(minutes=1))
def finish_released() -> None:
    """Whoever was let go since the last time gets his post in the new unit."""
    released = Transfer.objects.filter(state=TransferState.RELEASED)
    for transfer_id in list(released.values_list("pk", flat=True)[:500]):
        finish(transfer_id=transfer_id)


@job(TAKE_IN)
def take_in_transferred(*, transfer_id: str, at: datetime) -> None:
    """The receiving unit writes its member, so that its lists show who has come."""
    take_in(transfer_id=UUID(transfer_id), at=at)
