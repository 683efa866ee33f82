"""How the units that a document was sent to come to hear of it.

The sender's transaction may write nothing for others, so a job of the sender's own asks the
receipts and gives each unit that has not signed a job of *its* own, in one statement.
"""

from uuid import UUID

from core.context import UnitRef, open_city
from core.exchange.models import Envelope, Receipt, ReceiptState
from core.jobs.public import enqueue, enqueue_for_units, job

_TELL = "exchange.tell_recipients"


def tell_recipients(*, envelope_id: UUID, by_job: str, occasion: str = "arrival") -> None:
    """After the commit, run the job ``by_job`` in each unit that has yet to sign.

    It gets ``envelope_id`` alone. The same ``occasion`` reaches a unit once.
    """
    enqueue(_TELL, envelope_id=envelope_id, by_job=by_job, occasion=occasion)


@job(_TELL, transaction=False)
def spread(*, unit: UnitRef, envelope_id: str, by_job: str, occasion: str) -> None:
    """Hand the job to the units; nothing for an envelope that another unit sent."""
    with open_city():
        if not Envelope.objects.filter(pk=envelope_id, sender_unit_id=unit.id).exists():
            return
        waiting = Receipt.objects.filter(envelope_id=envelope_id, state=ReceiptState.WAITING)
        units = list(waiting.values_list("unit_id", flat=True))
        key = f"{by_job}#{envelope_id}#{occasion}"
        enqueue_for_units(by_job, units=units, key=key, envelope_id=envelope_id)
