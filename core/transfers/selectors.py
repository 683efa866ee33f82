"""Transfers from and to the unit whose transaction is open."""

from uuid import UUID

from django.db.models import Q, QuerySet

from core.context import current_unit
from core.errors import NotFound
from core.transfers.models import Reception, Transfer, TransferState


def transfers_here() -> QuerySet[Transfer]:
    """Those that this unit has to do with, the latest first; each with the other side's word."""
    here = current_unit().id
    rows = Transfer.objects.filter(Q(from_unit=here) | Q(to_unit=here))
    related = rows.select_related("from_unit", "to_unit", "reception")
    return related.order_by("-created_at", "-id")


def transfer_here(transfer_id: UUID) -> Transfer:
    """One of them; raises ``NotFound``."""
    found = transfers_here().filter(pk=transfer_id).first()
    if found is None:
        raise NotFound
    return found


def reception_of(transfer: Transfer) -> Reception | None:
    """The receiving unit's word, or None while it has not answered."""
    try:
        return transfer.reception
    except Reception.DoesNotExist:
        return None


def is_open(transfer: Transfer) -> bool:
    """Whether it waits for one of the two units."""
    answer = reception_of(transfer)
    return transfer.state == TransferState.PLANNED and (answer is None or answer.agreed)


def waiting_here() -> int:
    """How many transfers wait for this unit's word."""
    rows = Transfer.objects.filter(to_unit=current_unit().id, state=TransferState.PLANNED)
    return rows.filter(reception=None).count()
