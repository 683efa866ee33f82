"""What other units sent: waiting for 签收, signing for it, the paper in our register."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.context import current_unit
from core.contracts.urgency import Urgency
from core.exchange.public import Receipt, received_envelope, waiting_receipts
from core.files.public import file_answer, open_for, preview_answer
from core.ui import (
    Column,
    DefinitionList,
    EmptyState,
    Fact,
    ListState,
    PageHead,
    Table,
    keyset_page,
)
from core.web.access import requires
from core.web.request import PersonRequest
from plugins.mandatory.official_documents.errors import AttachmentNotThere
from plugins.mandatory.official_documents.forms import TokenForm
from plugins.mandatory.official_documents.models import DocumentType, ReceivedDocument, Role
from plugins.mandatory.official_documents.permissions import RECEIVE, VIEW
from plugins.mandatory.official_documents.selectors.registers import received_document
from plugins.mandatory.official_documents.services.receiving import receive_document
from plugins.mandatory.official_documents.views import papers
from plugins.mandatory.official_documents.views.parts import (
    crumbs,
    list_page,
    urgency_marks,
)


@requires(RECEIVE)
@require_safe
def waiting(request: PersonRequest) -> HttpResponse:
    """What waits for 签收 in this unit, newest first."""
    state = ListState.of(request, "waiting")
    page = keyset_page(waiting_receipts(), order=("-envelope_id",), state=state)
    table = Table(
        name="waiting",
        label=_("待签收"),
        columns=_waiting_columns(),
        rows=page.rows,
        state=state,
        row_url=lambda row: reverse("official_documents:receipt", args=[row.envelope_id]),
        row_key=lambda row: row.envelope_id,
        fresh=lambda _row: True,
        pages=page.pagination,
        empty=EmptyState(_("没有待签收的公文"), _("外单位发来公文后，会出现在这里。")),
    )
    return list_page(request, "waiting", table)


@requires(RECEIVE)
@require_safe
def receipt(request: PersonRequest, envelope_id: UUID) -> HttpResponse:
    """The head of a document that waits: count its parts, then sign for it."""
    envelope, own = received_envelope(envelope_id)
    if own.signed_at is not None:
        entry = ReceivedDocument.objects.filter(envelope_id=envelope_id).first()
        if entry is not None:
            return redirect("official_documents:received_document", received_id=entry.pk)
    facts = (
        Fact(_("来文单位"), envelope.organ_name),
        Fact(_("来文字号"), envelope.number_text),
        Fact(_("文种"), DocumentType(envelope.doc_type).label),
        Fact(_("送达方式"), Role(own.role).label),
        Fact(_("收件机关"), own.addressed_as, wide=True),
        Fact(_("分发时间"), envelope.dispatched_at),
        Fact(_("附件"), _("%(n)s 个") % {"n": len(envelope.files)}),
    )
    context = {
        "head": PageHead(
            envelope.title,
            crumbs=crumbs("waiting", _("待签收"), envelope.title),
            marks=urgency_marks(envelope.urgency),
        ),
        "facts": DefinitionList(facts),
        "files": [file["name"] for file in envelope.files],
        "envelope_id": envelope_id,
        "form": TokenForm(),
    }
    return TemplateResponse(request, "official_documents/receipt.html", context)


@requires(RECEIVE)
@require_POST
def sign(request: PersonRequest, envelope_id: UUID) -> HttpResponse:
    """签收: the receipt and the line in our register."""
    received = receive_document(
        envelope_id=envelope_id,
        by=request.person,
        at=timezone.now(),
        token=TokenForm.token_of(request.POST),
    )
    messages.success(request, _("已签收，收文编号 %(number)s。") % {"number": received.number})
    return redirect("official_documents:received_document", received_id=received.pk)


@requires(VIEW)
@require_safe
def received(request: PersonRequest, received_id: UUID) -> HttpResponse:
    """收文处理单 with the document, its files and its trail."""
    found = received_document(received_id)
    envelope, _own = received_envelope(found.envelope_id)
    context = {
        "head": PageHead(
            found.title,
            crumbs=crumbs("received", _("收文登记簿"), found.title),
            marks=urgency_marks(found.urgency),
        ),
        "reference": f"official_documents:{found.pk}",
        "paper": papers.handling_sheet(found, current_unit().name),
        "text": papers.envelope_text(envelope),
        "files": papers.received_files(found, envelope),
        "trail": papers.trail(found.acts.all()),
    }
    return TemplateResponse(request, "official_documents/received.html", context)


@requires(VIEW)
@require_safe
def attachment(_request: PersonRequest, received_id: UUID, sha256: str) -> FileResponse:
    """One of the received document's attachments, as a download."""
    file = _attached(received_id, sha256)
    content = open_for(current_unit(), sha256)
    return file_answer(content, name=file["name"], media_type=file["media_type"])


@requires(VIEW)
@require_safe
def preview(request: PersonRequest, received_id: UUID, sha256: str) -> HttpResponse:
    """One of the received document's attachments to look at, with who looks and when across it."""
    file = _attached(received_id, sha256)
    with open_for(current_unit(), sha256) as content:
        return preview_answer(
            content,
            name=file["name"],
            media_type=file["media_type"],
            person=request.person,
            at=timezone.now(),
        )


def _attached(received_id: UUID, sha256: str) -> dict[str, Any]:
    envelope, _own = received_envelope(received_document(received_id).envelope_id)
    for file in envelope.files:
        if file["sha256"] == sha256:
            return dict(file)
    raise AttachmentNotThere


def _waiting_columns() -> tuple[Column, ...]:
    return (
        Column("urgency", _("紧急程度"), _urgency, width="narrow", card="aside"),
        Column("title", _("标题"), lambda row: row.envelope.title, width="wide", card="title"),
        Column("organ", _("来文单位"), lambda row: row.envelope.organ_name),
        Column("number", _("来文字号"), lambda row: row.envelope.number_text),
        Column("role", _("送达方式"), lambda row: Role(row.role).label, card="none"),
        Column("at", _("分发时间"), lambda row: row.envelope.dispatched_at),
    )


def _urgency(row: Receipt) -> object:
    urgency = row.envelope.urgency
    return urgency_marks(urgency)[0] if urgency else Urgency.NONE.label
