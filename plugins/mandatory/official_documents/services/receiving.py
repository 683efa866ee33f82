"""签收: the receipt and the line in the unit's register, in one transaction, exactly once."""

from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils.timezone import localdate

from core.contracts.people import Person
from core.db.keys import new_id
from core.exchange.public import received_envelope, sign_for
from plugins.mandatory.official_documents.models import Act, ActKind, ReceivedDocument
from plugins.mandatory.official_documents.permissions import RECEIVE
from plugins.mandatory.official_documents.services.trail import MODULE, note, require

# The first paper of a year makes the counter; all others queue on its row, so that the
# register has no gap even where a clerk's request is rolled back.
_NEXT = """
    INSERT INTO mod_official_documents_counter AS counter (year, last) VALUES (%s, 1)
    ON CONFLICT (year) DO UPDATE SET last = counter.last + 1
    RETURNING last
"""


def receive_document(
    *, envelope_id: UUID, by: Person, at: datetime, token: UUID
) -> ReceivedDocument:
    """Sign for a document and register it under the unit's next number of the year.

    The same ``token`` again gives the line it made. Raises ``NotFound`` for what was not
    sent to this unit and ``AlreadySignedFor`` where a colleague was quicker.
    """
    member_id = require(by, RECEIVE)
    before = Act.objects.filter(token=token, received__envelope_id=envelope_id).first()
    if before is not None and before.received is not None:
        return before.received
    received_id = new_id()
    sign_for(envelope_id=envelope_id, by=by, at=at, register_reference=f"{MODULE}:{received_id}")
    received = _registered(received_id, envelope_id, member_id, by.name, at)
    note(received, ActKind.RECEIVED, by=by, at=at, token=token, number=received.number)
    return received


def _registered(
    received_id: UUID, envelope_id: UUID, member_id: UUID, name: str, at: datetime
) -> ReceivedDocument:
    envelope, receipt = received_envelope(envelope_id)
    year = localdate(at).year
    return ReceivedDocument.objects.create(
        id=received_id,
        year=year,
        seq=_next_seq(year),
        envelope_id=envelope_id,
        organ_name=envelope.organ_name,
        title=envelope.title,
        doc_type=envelope.doc_type,
        number_text=envelope.number_text,
        urgency=envelope.urgency,
        role=receipt.role,
        dispatched_at=envelope.dispatched_at,
        signed_at=at,
        signer_id=member_id,
        signer_name=name,
    )


def _next_seq(year: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [year])
        return int(cursor.fetchone()[0])
