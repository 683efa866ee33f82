"""The content of a document: what the drafter writes, and the hash that freezes it."""

import hashlib
import json
from dataclasses import dataclass
from uuid import UUID

from plugins.mandatory.official_documents.models import Document, DocumentType, Role

#: Types that go to the public, record a meeting or may do without a main addressee.
WITHOUT_MAIN = frozenset(
    {
        DocumentType.RESOLUTION,
        DocumentType.DECISION,
        DocumentType.ORDER,
        DocumentType.COMMUNIQUE,
        DocumentType.ANNOUNCEMENT,
        DocumentType.NOTICE_PUBLIC,
        DocumentType.OPINION,
        DocumentType.MINUTES,
    }
)


@dataclass(frozen=True, slots=True)
class Content:
    """What the drafter writes. ``main`` and ``cc`` are picks (``selectors.recipients``)."""

    organ_id: UUID
    doc_type: str
    title: str
    body: str
    declared: bool
    urgency: str = ""
    main: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()


def content_hash(document: Document) -> str:
    """SHA-256 over all that the signer signs; attachments count by their own hashes."""
    content = {
        "organ": str(document.organ_id),
        "organ_name": document.organ_name,
        "type": document.doc_type,
        "title": document.title,
        "body": document.body,
        "urgency": document.urgency,
        "to": [[each.role, each.pick, each.title] for each in document.addressees.all()],
        "files": [[each.sha256, each.name] for each in document.attachments.all()],
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def printed_names(document: Document, role: Role) -> str:
    """主送 or 抄送 as the document prints it; exceptions are not printed."""
    return "、".join(
        each.title
        for each in document.addressees.all()
        if each.role == role and not each.pick.startswith("except:")
    )
