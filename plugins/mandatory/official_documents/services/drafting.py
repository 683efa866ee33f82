"""Drafting: the text, whom it goes to, its attachments; until it is submitted or discarded."""

from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import IntegrityError, transaction

from core.contracts.people import Person
from core.files.public import release, store
from core.units.public import Organ, organs_hosted_by
from plugins.mandatory.official_documents.errors import (
    DocumentChanged,
    NotDeclaredUnclassified,
    OrganNotOurs,
)
from plugins.mandatory.official_documents.models import (
    Act,
    ActKind,
    Addressee,
    Attachment,
    Document,
    Role,
    State,
)
from plugins.mandatory.official_documents.permissions import DRAFT
from plugins.mandatory.official_documents.selectors.recipients import picks_with_titles
from plugins.mandatory.official_documents.services.content import Content
from plugins.mandatory.official_documents.services.handing import end, hold_as_draft
from plugins.mandatory.official_documents.services.trail import (
    done_before,
    must_be,
    note,
    own_document,
    require,
)


def draft_document(*, content: Content, by: Person, at: datetime, token: UUID) -> Document:
    """Begin a document. The same ``token`` again gives the first one.

    Refused without the declaration that it is unclassified, and for another unit's organ.
    """
    member_id = require(by, DRAFT)
    organ = _checked(content, by)
    try:
        with transaction.atomic():
            document = Document.objects.create(
                organ_name=organ.name,
                drafter_id=member_id,
                drafter_name=by.name,
                created_at=at,
                **_text(content),
            )
            _address(document, content, organ)
            note(document, ActKind.DRAFTED, by=by, at=at, token=token)
            hold_as_draft(document, by, at)
    except IntegrityError:
        # Two requests with one token: the index lets one through, the other finds its work.
        act = Act.objects.filter(token=token, member_id=member_id).first()
        if act is None or act.document is None:
            raise
        return act.document
    return document


def change_document(
    *, document_id: UUID, content: Content, version: int, by: Person, at: datetime, token: UUID
) -> Document:
    """Save a changed draft; refused if somebody saved after ``version`` (``DocumentChanged``)."""
    document = own_document(document_id, by)
    if done_before(token, document):
        return document
    must_be(document, State.DRAFT, kind=ActKind.CHANGED)
    if document.version != version:
        raise DocumentChanged(version=document.version)
    organ = _checked(content, by)
    for field, value in _text(content).items():
        setattr(document, field, value)
    document.organ_name = organ.name
    document.version += 1
    document.save()
    document.addressees.all().delete()
    _address(document, content, organ)
    note(document, ActKind.CHANGED, by=by, at=at, token=token, version=document.version)
    hold_as_draft(document, by, at)
    return document


def attach_file(
    *, document_id: UUID, stream: BinaryIO | Iterable[bytes], name: str, by: Person, at: datetime
) -> Attachment:
    """Put a file behind the draft's last one. The same content again stays one attachment."""
    document = _open_draft(document_id, by)
    file = store(stream, name=name, holder_id=document.pk, at=at)
    there = document.attachments.filter(sha256=file.sha256).first()
    if there is not None:
        return there
    last = document.attachments.order_by("-position").first()
    return Attachment.objects.create(
        document=document,
        position=last.position + 1 if last else 1,
        sha256=file.sha256,
        name=file.name,
        size=file.size,
        media_type=file.media_type,
    )


def detach_file(*, document_id: UUID, sha256: str, by: Person, at: datetime) -> None:
    """Take an attachment off a draft; one that is gone already is no error."""
    document = _open_draft(document_id, by)
    document.attachments.filter(sha256=sha256).delete()
    release(holder_id=document.pk, hashes=[sha256], at=at)


def discard_document(*, document_id: UUID, by: Person, at: datetime, token: UUID) -> Document:
    """Give a draft up. It stays in the database, out of every list."""
    document = own_document(document_id, by)
    if done_before(token, document):
        return document
    must_be(document, State.DRAFT, kind=ActKind.DISCARDED)
    document.state = State.DISCARDED
    document.save(update_fields=["state"])
    end(document, by, at)
    note(document, ActKind.DISCARDED, by=by, at=at, token=token)
    return document


def _open_draft(document_id: UUID, by: Person) -> Document:
    document = own_document(document_id, by)
    must_be(document, State.DRAFT, kind=ActKind.CHANGED)
    return document


def _checked(content: Content, by: Person) -> Organ:
    if not content.declared:
        raise NotDeclaredUnclassified
    hosted = organs_hosted_by([by.unit.id] if by.unit else [])
    organ = hosted.filter(pk=content.organ_id).first()
    if organ is None:
        raise OrganNotOurs
    return organ


def _text(content: Content) -> dict[str, object]:
    return {
        "organ_id": content.organ_id,
        "doc_type": content.doc_type,
        "title": content.title,
        "body": content.body,
        "urgency": content.urgency,
        "declared": content.declared,
    }


def _address(document: Document, content: Content, organ: Organ) -> None:
    Addressee.objects.bulk_create(
        Addressee(document=document, role=role, position=place, pick=pick, title=title[:100])
        for role, values in ((Role.MAIN, content.main), (Role.CC, content.cc))
        for place, (pick, title) in enumerate(picks_with_titles(values, issuer=organ), start=1)
    )
