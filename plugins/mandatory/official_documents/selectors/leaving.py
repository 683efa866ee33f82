"""What a member who leaves has unfinished among the documents (R57)."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.contracts.handover import OpenMatter
from plugins.mandatory.official_documents.models import Document, State

#: One line stands for all drafts: a clerk may leave hundreds.
DRAFTS = "drafts"


def drafts_of(member_id: UUID) -> QuerySet[Document]:
    """What he drafted and what came back to him."""
    return Document.objects.filter(drafter=member_id, state=State.DRAFT)


def awaiting_signature_of(member_id: UUID) -> QuerySet[Document]:
    """What he is to sign."""
    return Document.objects.filter(signer=member_id, state=State.IN_REVIEW)


def unfinished(member_id: UUID) -> Iterator[OpenMatter]:
    """The drafts together; each paper that waits for his signature."""
    drafts = drafts_of(member_id).count()
    if drafts:
        title = _("未送签的拟稿%(count)s件") % {"count": drafts}
        yield OpenMatter(DRAFTS, title, gettext_lazy("拟稿"), "m/official_documents/")
    for document in awaiting_signature_of(member_id).only("title", "state")[:90]:
        address = f"m/official_documents/documents/{document.pk}/"
        yield OpenMatter(str(document.pk), document.title, State.IN_REVIEW.label, address)
