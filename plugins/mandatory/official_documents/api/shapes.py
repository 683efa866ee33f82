"""What programs get: documents, register lines and receipts as plain values."""

from typing import Any

from core.exchange.public import Envelope, Receipt
from plugins.mandatory.official_documents.models import Document, ReceivedDocument


def document_line(document: Document) -> dict[str, Any]:
    """A document in a list."""
    return {
        "id": document.pk,
        "organ_id": document.organ_id,
        "organ_name": document.organ_name,
        "doc_type": document.doc_type,
        "title": document.title,
        "urgency": document.urgency,
        "state": document.state,
        "number": document.number_text,
        "drafter": document.drafter_name,
        "signer": document.signer_name,
        "created_at": document.created_at,
        "signed_at": document.signed_at,
        "dispatched_at": document.dispatched_at,
    }


def document_whole(document: Document) -> dict[str, Any]:
    """A document with its text, recipients, attachments and trail."""
    addressees = [
        {"role": each.role, "pick": each.pick, "title": each.title}
        for each in document.addressees.all()
    ]
    acts = [
        {"kind": act.kind, "name": act.name, "opinion": act.opinion, "at": act.at}
        for act in document.acts.all()
    ]
    return {
        **document_line(document),
        "body": document.body,
        "version": document.version,
        "content_hash": document.content_hash,
        "addressees": addressees,
        "files": [
            {"sha256": file.sha256, "name": file.name, "size": file.size}
            for file in document.attachments.all()
        ],
        "acts": acts,
    }


def received_line(received: ReceivedDocument) -> dict[str, Any]:
    """A line of the register of received documents."""
    return {
        "id": received.pk,
        "received_number": received.number,
        "envelope_id": received.envelope_id,
        "organ_name": received.organ_name,
        "number": received.number_text,
        "title": received.title,
        "doc_type": received.doc_type,
        "urgency": received.urgency,
        "role": received.role,
        "dispatched_at": received.dispatched_at,
        "signed_at": received.signed_at,
        "signed_by": received.signer_name,
    }


def received_whole(received: ReceivedDocument, envelope: Envelope) -> dict[str, Any]:
    """A received document with its text and attachments."""
    return {
        **received_line(received),
        "paper": envelope.paper,
        "files": envelope.files,
        "content_hash": envelope.content_hash,
    }


def waiting_line(receipt: Receipt) -> dict[str, Any]:
    """A document that waits for 签收: its head, not its text."""
    envelope = receipt.envelope
    return {
        "envelope_id": envelope.pk,
        "organ_name": envelope.organ_name,
        "number": envelope.number_text,
        "title": envelope.title,
        "doc_type": envelope.doc_type,
        "urgency": envelope.urgency,
        "role": receipt.role,
        "addressed_as": receipt.addressed_as,
        "files": len(envelope.files),
        "dispatched_at": envelope.dispatched_at,
    }


def receipt_line(receipt: Receipt) -> dict[str, Any]:
    """One recipient, as the sender sees it."""
    return {
        "unit": receipt.unit.code,
        "unit_name": receipt.unit_name,
        "role": receipt.role,
        "state": receipt.state,
        "signed_at": receipt.signed_at,
        "signed_by": receipt.signed_name,
        "signed_title": receipt.signed_title,
    }
