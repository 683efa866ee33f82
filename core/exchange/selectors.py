"""Questions asked of the exchange, each in the transaction of the unit that asks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from core.context import current_unit
from core.errors import NotFound
from core.exchange.models import Envelope, Receipt, ReceiptState


def waiting_receipts() -> QuerySet[Receipt]:
    """What waits for 签收 in the current unit, with its envelopes.

    Listed from the receipts for whoever may sign: no row per person is made at sending.
    """
    own = Receipt.objects.filter(unit_id=current_unit().id, state=ReceiptState.WAITING)
    return own.select_related("envelope")


def waiting_for(limit: int = 50) -> list[Receipt]:
    """The newest ``limit`` documents that wait for 签收 in the current unit."""
    # The key of an envelope is made in order of time.
    return list(waiting_receipts().order_by("-envelope_id")[:limit])


def count_waiting() -> int:
    """How many documents wait for 签收 in the current unit."""
    return Receipt.objects.filter(unit_id=current_unit().id, state=ReceiptState.WAITING).count()


def received_envelope(envelope_id: UUID) -> tuple[Envelope, Receipt]:
    """A document that was sent to the current unit, with its receipt; raises ``NotFound``."""
    own = Receipt.objects.filter(unit_id=current_unit().id, envelope_id=envelope_id)
    receipt = own.select_related("envelope").first()
    if receipt is None:
        raise NotFound
    return receipt.envelope, receipt


def sent_envelope(envelope_id: UUID) -> Envelope:
    """A document that the current unit sent; raises ``NotFound``."""
    envelope = Envelope.objects.filter(pk=envelope_id, sender_unit_id=current_unit().id).first()
    if envelope is None:
        raise NotFound
    return envelope


def receipts_of(envelope_id: UUID) -> QuerySet[Receipt]:
    """All receipts of a document that the current unit sent; unsigned first, as in the tree."""
    sent = Receipt.objects.filter(envelope_id=envelope_id, sender_unit_id=current_unit().id)
    return sent.select_related("unit").order_by("-state", "unit__position")


@dataclass(frozen=True, slots=True)
class Signed:
    """How many of how many recipients have signed."""

    signed: int
    total: int


def signed_counts(envelope_ids: Iterable[UUID]) -> Mapping[UUID, Signed]:
    """N of m for each of the current unit's sent documents on a page, in one query."""
    rows = (
        Receipt.objects.filter(envelope_id__in=list(envelope_ids), sender_unit_id=current_unit().id)
        .values_list("envelope_id")
        .annotate(
            signed=Count("unit_id", filter=Q(state=ReceiptState.SIGNED)), total=Count("unit_id")
        )
    )
    return {envelope_id: Signed(signed, total) for envelope_id, signed, total in rows}
