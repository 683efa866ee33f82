"""Dispatch: the finished document goes to every addressee in one transaction."""

from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate

from core.contracts.facts import DocumentDispatched
from core.contracts.people import Person
from core.exchange.public import (
    Addressees,
    Envelope,
    Letter,
    dispatch,
    signed_counts,
    tell_recipients,
)
from core.files.public import StoredFile
from core.modules.hooks import announce
from plugins.mandatory.official_documents.errors import TextNotAsSigned
from plugins.mandatory.official_documents.models import ActKind, Document, Role, State
from plugins.mandatory.official_documents.permissions import DISPATCH
from plugins.mandatory.official_documents.selectors.documents import issuing_organ
from plugins.mandatory.official_documents.selectors.recipients import (
    organ_ids_of,
    resolved_picks,
)
from plugins.mandatory.official_documents.services.content import content_hash, printed_names
from plugins.mandatory.official_documents.services.handing import end
from plugins.mandatory.official_documents.services.trail import (
    done_before,
    locked,
    must_be,
    note,
    require,
)


def dispatch_document(*, document_id: UUID, by: Person, at: datetime, token: UUID) -> Document:
    """Send a numbered document: envelope, receipts, files, register line, all or nothing.

    Collective names mean whoever bears them today. Refused if the text is not the one that
    was signed, and if it would reach no other unit.
    """
    require(by, DISPATCH)
    document = locked(document_id, by)
    if done_before(token, document):
        return document
    must_be(document, State.NUMBERED, kind=ActKind.DISPATCHED)
    if content_hash(document) != document.content_hash:
        raise TextNotAsSigned(title=document.title)
    # One document is one dispatch, whatever the request's token.
    envelope = dispatch(
        letter=_letter(document), to=_addressees(document), token=str(document.pk), at=at
    )
    document.state = State.DISPATCHED
    document.envelope_id, document.dispatched_at = envelope.id, at
    document.save(update_fields=["state", "envelope_id", "dispatched_at"])
    total = signed_counts([envelope.id])[envelope.id].total
    note(document, ActKind.DISPATCHED, by=by, at=at, token=token, recipients=total)
    end(document, by, at)
    announce(_fact(document, envelope, total))
    tell_recipients(envelope_id=envelope.id, by_job="official_documents.tell_arrival")
    return document


def reached_organs(document: Document) -> tuple[UUID, ...]:
    """The organs that the document would go to if it were sent now."""
    to = _addressees(document)
    return (*to.main, *to.cc)


def _addressees(document: Document) -> Addressees:
    issuer = issuing_organ(document)
    picks = {
        role: resolved_picks(
            [each.pick for each in document.addressees.all() if each.role == role], issuer=issuer
        )
        for role in Role
    }
    main = organ_ids_of(picks[Role.MAIN], but=[issuer.pk])
    return Addressees(main=main, cc=organ_ids_of(picks[Role.CC], but=[issuer.pk, *main]))


def _letter(document: Document) -> Letter:
    signed_on = localdate(document.signed_at)
    return Letter(
        organ_id=document.organ_id,
        organ_name=document.organ_name,
        title=document.title,
        doc_type=document.doc_type,
        number_text=document.number_text,
        urgency=document.urgency,
        paper={
            "body": document.body,
            "main_to": printed_names(document, Role.MAIN),
            "cc_to": printed_names(document, Role.CC),
            "signer": document.signer_name,
            "signed_on": signed_on.isoformat(),
        },
        files=tuple(
            StoredFile(file.sha256, file.name, file.size, file.media_type)
            for file in document.attachments.all()
        ),
    )


def _fact(document: Document, envelope: Envelope, total: int) -> DocumentDispatched:
    return DocumentDispatched(
        envelope_id=envelope.id,
        sender_unit_id=envelope.sender_unit_id,
        organ_id=document.organ_id,
        document_id=document.pk,
        number=document.number_text,
        title=document.title,
        recipients=total,
        at=envelope.dispatched_at,
    )
