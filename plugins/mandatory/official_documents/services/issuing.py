"""Issuing: submit, sign or send back, number. Each act happens once."""

from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate

from core.contracts.people import Person
from core.numbers.public import take
from core.people.public import MemberLine, members_with, people_by_id, remember_picked
from core.units.public import NumberCode
from plugins.mandatory.official_documents.errors import (
    NobodyAddressed,
    NotTheSigner,
    NumberCodeUnfit,
    OpinionRequired,
    SignerNotAllowed,
)
from plugins.mandatory.official_documents.models import (
    ActKind,
    Document,
    DocumentType,
    Role,
    State,
)
from plugins.mandatory.official_documents.permissions import DISPATCH, SIGN
from plugins.mandatory.official_documents.selectors.documents import (
    codes_for,
    needs_number,
    possible_signers,
)
from plugins.mandatory.official_documents.services.content import WITHOUT_MAIN, content_hash
from plugins.mandatory.official_documents.services.handing import begin, hand_on
from plugins.mandatory.official_documents.services.telling import tell_next
from plugins.mandatory.official_documents.services.trail import (
    MODULE,
    done_before,
    locked,
    must_be,
    note,
    own_document,
    require,
)


def submit_for_signing(
    *, document_id: UUID, signer_id: UUID, by: Person, at: datetime, token: UUID
) -> Document:
    """Put a draft before the person who is to sign it; its drafter alone does that.

    Refused without a main addressee where the type needs one, and for a signer who lacks
    the permission or drafted it himself (unless he is the only one who may sign).
    """
    document = own_document(document_id, by)
    if done_before(token, document):
        return document
    must_be(document, State.DRAFT, kind=ActKind.SUBMITTED)
    _refuse_unaddressed(document)
    signer = _signer(signer_id, document)
    document.state = State.IN_REVIEW
    document.signer_id = signer.member_id
    document.signer_name, document.signer_title = signer.name, signer.title
    document.save(update_fields=["state", "signer", "signer_name", "signer_title"])
    note(document, ActKind.SUBMITTED, by=by, at=at, token=token, signer=signer.name)
    begin(document, by, at)
    hand_on(document, by, at, to=[signer])
    tell_next(document, ActKind.SUBMITTED, to=[signer], at=at, token=token)
    remember_picked(members=[signer.member_id], by=by)
    return document


def sign_document(
    *, document_id: UUID, by: Person, at: datetime, token: UUID, opinion: str = ""
) -> Document:
    """Agree that the document is issued: from now on its text is frozen."""
    document = locked(document_id, by)
    if done_before(token, document):
        return document
    _must_be_his(document, by, ActKind.SIGNED)
    document.state = State.SIGNED if needs_number(document) else State.NUMBERED
    document.signed_at = at
    document.signer_name, document.signer_title = by.signature, by.title
    document.content_hash = content_hash(document)
    document.save()
    note(document, ActKind.SIGNED, by=by, at=at, token=token, opinion=opinion)
    clerks = members_with(DISPATCH)
    hand_on(document, by, at, to=clerks)
    tell_next(document, ActKind.SIGNED, to=clerks, at=at, token=token)
    return document


def return_document(
    *, document_id: UUID, opinion: str, by: Person, at: datetime, token: UUID
) -> Document:
    """Send the document back to its drafter, with a reason."""
    document = locked(document_id, by)
    if done_before(token, document):
        return document
    _must_be_his(document, by, ActKind.RETURNED)
    if not opinion.strip():
        raise OpinionRequired
    document.state = State.DRAFT
    document.save(update_fields=["state"])
    note(document, ActKind.RETURNED, by=by, at=at, token=token, opinion=opinion)
    drafter = list(people_by_id([document.drafter_id]).values())
    hand_on(document, by, at, to=drafter, step=ActKind.RETURNED)
    tell_next(document, ActKind.RETURNED, to=drafter, at=at, token=token)
    return document


def number_document(
    *, document_id: UUID, code: str, by: Person, at: datetime, token: UUID
) -> Document:
    """Give a signed document the next number of ``code``; the year is that of signing.

    Refused for a code that is not the issuing organ's, or not for this type.
    """
    require(by, DISPATCH)
    document = locked(document_id, by)
    if done_before(token, document):
        return document
    must_be(document, State.SIGNED, kind=ActKind.NUMBERED)
    fit = _fitting_code(document, code)
    number = take(
        code=fit.text,
        year=localdate(document.signed_at).year,
        reference=f"{MODULE}:{document.pk}",
        at=at,
        start=fit.start_number,
    )
    document.number_text = str(number)
    document.numbered_at = at
    document.state = State.NUMBERED
    document.save(update_fields=["number_text", "numbered_at", "state"])
    note(document, ActKind.NUMBERED, by=by, at=at, token=token, number=document.number_text)
    hand_on(document, by, at, to=members_with(DISPATCH))
    return document


def _refuse_unaddressed(document: Document) -> None:
    addressed = document.addressees.filter(role=Role.MAIN).exclude(pick__startswith="except:")
    if document.doc_type not in WITHOUT_MAIN and not addressed.exists():
        raise NobodyAddressed(type=DocumentType(document.doc_type).label)


def _signer(signer_id: UUID, document: Document) -> MemberLine:
    for signer in possible_signers(document.drafter_id):
        if signer.member_id == signer_id:
            return signer
    chosen = people_by_id([signer_id]).get(signer_id)
    raise SignerNotAllowed(name=chosen.name if chosen else "")


def _must_be_his(document: Document, by: Person, kind: ActKind) -> None:
    """The document waits for this very person, or for whom he stands in; and he may sign."""
    require(by, SIGN)
    must_be(document, State.IN_REVIEW, kind=kind)
    if document.signer_id not in by.represents:
        raise NotTheSigner(name=document.signer_name)


def _fitting_code(document: Document, text: str) -> NumberCode:
    for code in codes_for(document):
        if code.text == text:
            return code
    raise NumberCodeUnfit(
        code=text, organ=document.organ_name, type=DocumentType(document.doc_type).label
    )
