"""Sending a document and signing for it."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from core.context import current_unit
from core.contracts.people import Person
from core.errors import NotFound
from core.exchange.errors import AlreadySignedFor, NobodyToReceive
from core.exchange.letters import Addressees, Letter
from core.exchange.models import SIGNING, Envelope, Receipt, ReceiptState
from core.files.services import share
from core.ui.dates import moment

# One statement for any number of recipients. A unit that hosts several of the addressed
# organs gets one receipt, under all their names; main outweighs cc ('main' > 'cc'). The
# sender's own unit keeps its copy in its register and needs no receipt; a suspended unit
# gets one, and it waits.
_DELIVER = """
    INSERT INTO receipt (envelope_id, unit_id, sender_unit_id, role, addressed_as, state,
                         signed_name, signed_title, register_reference)
    SELECT %(envelope)s, unit.id, %(sender)s, max(addressed.role),
           left(string_agg(organ.name, '、' ORDER BY addressed.position), 200),
           'waiting', '', '', ''
      FROM unnest(%(organs)s::uuid[], %(roles)s)
           WITH ORDINALITY AS addressed (organ_id, role, position)
      JOIN organ ON organ.id = addressed.organ_id
      JOIN unit ON unit.id = organ.unit_id
     WHERE unit.id <> %(sender)s AND unit.state <> 'closed'
     GROUP BY unit.id
 RETURNING unit_id
"""


def dispatch(*, letter: Letter, to: Addressees, token: str, at: datetime) -> Envelope:
    """Send ``letter`` from the unit whose transaction is open to the units of ``to``.

    One envelope, one receipt per unit, one reference per unit and file: three statements
    however many recipients there are. The same ``token`` again gives the first envelope
    and sends nothing. Organs outside the platform are the caller's to record. Raises
    ``NobodyToReceive``.
    """
    sender = current_unit()
    sent = Envelope.objects.filter(sender_unit_id=sender.id, token=token).first()
    if sent is not None:
        return sent
    envelope = Envelope.objects.create(
        sender_unit_id=sender.id,
        organ_id=letter.organ_id,
        organ_name=letter.organ_name,
        title=letter.title,
        doc_type=letter.doc_type,
        number_text=letter.number_text,
        urgency=letter.urgency,
        paper=letter.paper,
        files=[file.as_json() for file in letter.files],
        content_hash=letter.content_hash,
        dispatched_at=at,
        token=token,
    )
    unit_ids = _deliver(envelope.id, sender.id, to)
    if not unit_ids:
        raise NobodyToReceive
    hashes = [file.sha256 for file in letter.files]
    share(hashes=hashes, unit_ids=[*unit_ids, sender.id], holder_id=envelope.id)
    return envelope


def _deliver(envelope_id: UUID, sender_id: UUID, to: Addressees) -> list[UUID]:
    values: dict[str, str | list[str]] = {
        "envelope": str(envelope_id),
        "sender": str(sender_id),
        "organs": [str(organ_id) for organ_id in (*to.main, *to.cc)],
        "roles": ["main"] * len(to.main) + ["cc"] * len(to.cc),
    }
    with connection.cursor() as cursor:
        cursor.execute(_DELIVER, values)
        return [unit_id for (unit_id,) in cursor.fetchall()]


def receipt_to_sign(envelope_id: UUID) -> Receipt:
    """The current unit's own receipt, locked: two clerks who sign at once queue here."""
    own = Receipt.objects.filter(unit_id=current_unit().id, envelope_id=envelope_id)
    receipt = own.select_for_update().first()
    if receipt is None:
        raise NotFound
    return receipt


def sign_for(*, envelope_id: UUID, by: Person, at: datetime, register_reference: str) -> Receipt:
    """Sign for a document in the name of the unit whose transaction is open, exactly once.

    ``register_reference`` names the row of the unit's own register that the caller writes
    in the same transaction. Raises ``NotFound`` and ``AlreadySignedFor``.
    """
    receipt = receipt_to_sign(envelope_id)
    if receipt.state != ReceiptState.WAITING:
        raise AlreadySignedFor(name=receipt.signed_name, at=moment(receipt.signed_at))
    receipt.state = ReceiptState.SIGNED
    receipt.signed_at = at
    receipt.signed_by = by.account_id
    receipt.signed_name = by.name
    receipt.signed_title = by.title
    receipt.register_reference = register_reference
    receipt.save(update_fields=SIGNING)
    return receipt
