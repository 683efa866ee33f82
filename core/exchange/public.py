"""What modules may use of the exchange between units."""

from core.exchange.arrivals import tell_recipients
from core.exchange.errors import AlreadySignedFor, ExchangeRefused, NobodyToReceive
from core.exchange.letters import Addressees, Letter
from core.exchange.matrix import Group, matrix_of, receipts_in
from core.exchange.models import Envelope, Receipt, ReceiptState, Role
from core.exchange.selectors import (
    Signed,
    count_waiting,
    receipts_of,
    received_envelope,
    sent_envelope,
    signed_counts,
    waiting_for,
    waiting_receipts,
)
from core.exchange.services import dispatch, sign_for

__all__ = [
    "Addressees",
    "AlreadySignedFor",
    "Envelope",
    "ExchangeRefused",
    "Group",
    "Letter",
    "NobodyToReceive",
    "Receipt",
    "ReceiptState",
    "Role",
    "Signed",
    "count_waiting",
    "dispatch",
    "matrix_of",
    "received_envelope",
    "receipts_in",
    "receipts_of",
    "sent_envelope",
    "sign_for",
    "signed_counts",
    "tell_recipients",
    "waiting_for",
    "waiting_receipts",
]
