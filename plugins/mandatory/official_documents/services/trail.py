"""What all acts have in common: the permission, the token that lets them happen once, the trail."""

from datetime import datetime
from typing import Any
from uuid import UUID

from core.audit.public import record
from core.contracts.people import Person
from core.errors import NotFound, PermissionRefused
from plugins.mandatory.official_documents.errors import NotInThisState, TokenUsed
from plugins.mandatory.official_documents.models import (
    Act,
    ActKind,
    Document,
    ReceivedDocument,
    State,
)
from plugins.mandatory.official_documents.permissions import DRAFT
from plugins.mandatory.official_documents.selectors.documents import documents_of

MODULE = "official_documents"


def require(by: Person, permission: str) -> UUID:
    """Refuse whoever lacks ``permission`` in this unit; the member's key of who has it."""
    if by.member_id is None or not by.may(permission):
        raise PermissionRefused(permission=permission)
    return by.member_id


def locked(document_id: UUID, by: Person) -> Document:
    """The document, locked until the end of the transaction: acts on it queue here.

    What ``by`` may not open is not there for him, whatever he may do elsewhere.
    """
    document = documents_of(by).select_for_update().filter(pk=document_id).first()
    if document is None:
        raise NotFound
    return document


def own_document(document_id: UUID, by: Person) -> Document:
    """What this drafter drafted, locked; another's is not there for him."""
    require(by, DRAFT)
    document = locked(document_id, by)
    if document.drafter_id != by.member_id:
        raise NotFound
    return document


def done_before(token: UUID, on: Document) -> bool:
    """Whether this very request was carried out already. Asked under the document's lock."""
    act = Act.objects.filter(token=token).first()
    if act is not None and act.document_id != on.pk:
        raise TokenUsed
    return act is not None


def must_be(document: Document, *states: State, kind: ActKind) -> None:
    """Refuse an act that does not fit where the document stands."""
    if document.state not in states:
        raise NotInThisState(
            title=document.title, state=State(document.state).label, act=kind.label
        )


def note(
    on: Document | ReceivedDocument,
    kind: ActKind,
    *,
    by: Person,
    at: datetime,
    token: UUID,
    opinion: str = "",
    **detail: Any,
) -> None:
    """Write the act into the document's own trail, and that it happened into the unit's.

    ``opinion`` is content and stays with the document; ``detail`` goes into the unit's trail.
    """
    Act.objects.create(
        kind=kind,
        member_id=str(by.member_id),
        name=by.signature,
        title=by.title,
        opinion=opinion,
        at=at,
        token=token,
        **{"document" if isinstance(on, Document) else "received": on},
    )
    record(f"{MODULE}.{kind}", by=by, at=at, subject=str(on.pk), **detail)
