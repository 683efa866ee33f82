"""Questions asked of the exchange, each in the transaction of the unit that asks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate

from core.context import current_unit
from core.errors import NotFound
from core.exchange.models import Envelope, Receipt, ReceiptState
from core.units.models import UnitName


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


def count_waiting(urgency: str = "") -> int:
    """How many documents wait for 签收 in the current unit; of one urgency, if it is given."""
    waiting = Receipt.objects.filter(unit_id=current_unit().id, state=ReceiptState.WAITING)
    return (waiting.filter(envelope__urgency=urgency) if urgency else waiting).count()


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
    """All receipts of a document that the current unit sent; unsigned first, as in the tree.

    Each carries ``unit_name`` and ``unit_short_name``: what the unit was called on the day.
    """
    sent = Receipt.objects.filter(envelope_id=envelope_id, sender_unit_id=current_unit().id)
    day = Envelope.objects.filter(pk=envelope_id).values(day=TruncDate("dispatched_at"))
    named = sent.annotate(
        **{f"unit_{field}": _name_on(day, field) for field in ("name", "short_name")}
    )
    return named.select_related("unit").order_by("-state", "unit__position")


def _name_on(day: QuerySet, field: str) -> Coalesce:
    """The unit's name on the day, its first name for days before all records, else today's."""
    names = UnitName.objects.filter(unit=OuterRef("unit_id"))
    then = names.filter(Q(valid_to=None) | Q(valid_to__gt=Subquery(day)))
    first = then.order_by(F("valid_to").asc(nulls_last=True)).values(field)[:1]
    return Coalesce(Subquery(first), F(f"unit__{field}"))


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
