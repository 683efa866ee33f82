"""The page of a document on its way out, and the acts on it."""

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
from core.errors import InvalidInput
from core.exchange.public import signed_counts
from core.files.public import file_answer, open_for, preview_answer
from core.ui import Button, Confirm, Crumb, PageHead
from core.web.access import requires, signed_in
from core.web.confirmation import confirm_url, is_confirmed, refuse_unless_confirmed
from core.web.request import PersonRequest
from plugins.mandatory.official_documents.errors import AttachmentNotThere
from plugins.mandatory.official_documents.forms import (
    DecisionForm,
    FileForm,
    NumberForm,
    SubmitForm,
    TokenForm,
)
from plugins.mandatory.official_documents.models import Attachment, Document, State
from plugins.mandatory.official_documents.permissions import DISPATCH, DRAFT, SIGN
from plugins.mandatory.official_documents.selectors.documents import (
    codes_for,
    document_for,
    may_change,
    possible_signers,
)
from plugins.mandatory.official_documents.services.issuing import (
    number_document,
    return_document,
    sign_document,
    submit_for_signing,
)
from plugins.mandatory.official_documents.services.sending import (
    dispatch_document,
    reached_organs,
)
from plugins.mandatory.official_documents.views import papers
from plugins.mandatory.official_documents.views.parts import crumbs, state_tag, urgency_marks


@signed_in
@require_safe
def document(request: PersonRequest, document_id: UUID) -> HttpResponse:
    """The paper, its text, its trail, and what this person may do now."""
    found = document_for(request.person, document_id)
    acts = list(found.acts.all())
    context = {
        "document": found,
        "reference": f"official_documents:{found.pk}",
        "head": PageHead(
            found.title,
            crumbs=_way_back(found),
            marks=(*urgency_marks(found.urgency), state_tag(found)),
        ),
        "paper": papers.draft_sheet(found, acts),
        "text": papers.document_text(found),
        "files": papers.document_files(found, removable=may_change(request.person, found)),
        "trail": papers.trail(acts),
        **_next_act(request, found),
    }
    return TemplateResponse(request, "official_documents/document.html", context)


@requires(DRAFT)
@require_POST
def submit(request: PersonRequest, document_id: UUID) -> HttpResponse:
    """Put the draft before its signer."""
    found = document_for(request.person, document_id)
    data = _clean(SubmitForm(request.POST, signers=possible_signers(found.drafter_id)))
    submit_for_signing(document_id=document_id, by=request.person, at=timezone.now(), **data)
    messages.success(request, _("已送签。"))
    return redirect("official_documents:document", document_id=document_id)


@requires(SIGN)
@require_POST
def decide(request: PersonRequest, document_id: UUID) -> HttpResponse:
    """同意 or 退回."""
    data = _clean(DecisionForm(request.POST))
    agreed = data.pop("decision") == DecisionForm.SIGN
    if agreed:
        refuse_unless_confirmed(request)
    service = sign_document if agreed else return_document
    service(document_id=document_id, by=request.person, at=timezone.now(), **data)
    messages.success(request, _("已签发。") if agreed else _("已退回拟稿人。"))
    return redirect("official_documents:document", document_id=document_id)


@requires(DISPATCH)
@require_POST
def number(request: PersonRequest, document_id: UUID) -> HttpResponse:
    """Take the document's number."""
    found = document_for(request.person, document_id)
    data = _clean(NumberForm(request.POST, codes=codes_for(found)))
    numbered = number_document(
        document_id=document_id, by=request.person, at=timezone.now(), **data
    )
    messages.success(request, _("文号：%(number)s。") % {"number": numbered.number_text})
    return redirect("official_documents:document", document_id=document_id)


@requires(DISPATCH)
@require_POST
def send(request: PersonRequest, document_id: UUID) -> HttpResponse:
    """Dispatch the document to everybody it is addressed to."""
    token = TokenForm.token_of(request.POST)
    dispatch_document(document_id=document_id, by=request.person, at=timezone.now(), token=token)
    messages.success(request, _("已分发。"))
    return redirect("official_documents:document", document_id=document_id)


@signed_in
@require_safe
def attachment(request: PersonRequest, document_id: UUID, sha256: str) -> FileResponse:
    """One of the document's attachments, as a download."""
    file = _attached(request, document_id, sha256)
    content = open_for(current_unit(), file.sha256)
    return file_answer(content, name=file.name, media_type=file.media_type)


@signed_in
@require_safe
def preview(request: PersonRequest, document_id: UUID, sha256: str) -> HttpResponse:
    """One of the document's attachments to look at, with who looks and when across it."""
    file = _attached(request, document_id, sha256)
    with open_for(current_unit(), file.sha256) as content:
        return preview_answer(
            content,
            name=file.name,
            media_type=file.media_type,
            person=request.person,
            at=timezone.now(),
        )


def _attached(request: PersonRequest, document_id: UUID, sha256: str) -> Attachment:
    found = document_for(request.person, document_id)
    file = found.attachments.filter(sha256=sha256).first()
    if file is None:
        raise AttachmentNotThere
    return file


def _way_back(found: Document) -> tuple[Crumb, ...]:
    if found.dispatched_at:
        return crumbs("sent", _("发文登记簿"), found.title)
    return crumbs("under_way", _("在办发文"), found.title)


def _clean(form: TokenForm) -> dict[str, Any]:
    """What was posted; a choice that is not offered refuses the request."""
    if not form.is_valid():
        raise InvalidInput(fields=form.errors.get_json_data())
    return dict(form.cleaned_data)


def _next_act(request: PersonRequest, found: Document) -> dict[str, object]:
    """The form or question for what this person may do with the document now."""
    person = request.person
    if may_change(person, found):
        return {
            "submit": SubmitForm(signers=possible_signers(found.drafter_id)),
            "file_form": FileForm(),
            "discard": _discard(found),
        }
    his = found.signer_id in person.represents and person.may(SIGN)
    if found.state == State.IN_REVIEW and his:
        first = "" if is_confirmed(request) else confirm_url(request)
        return {"decision": DecisionForm(), "confirm_first": first}
    if found.state == State.SIGNED and person.may(DISPATCH):
        return {"number": NumberForm(codes=codes_for(found))}
    if found.state == State.NUMBERED and person.may(DISPATCH):
        return {"dispatch": _dispatch(found), "dispatch_button": _opens("dispatch", _("分发"))}
    if found.envelope_id is not None:
        return {"signed": signed_counts([found.envelope_id]).get(found.envelope_id)}
    return {}


def _opens(dialog: str, label: str) -> Button:
    return Button(label, kind="primary", opens=dialog)


def _dispatch(found: Document) -> Confirm:
    reached = reached_organs(found)
    return Confirm(
        id="dispatch",
        title=_("分发这份公文？"),
        action=reverse("official_documents:send", args=[found.pk]),
        act=_("分发"),
        effects=(
            _("将送达 %(n)s 个单位，每个单位收到一份待签收公文。") % {"n": len(reached)},
            _("分发后正文和附件不能再改。"),
        ),
        fields=TokenForm.fresh(),
    )


def _discard(found: Document) -> Confirm:
    return Confirm(
        id="discard",
        title=_("废弃这份文稿？"),
        action=reverse("official_documents:discard", args=[found.pk]),
        act=_("废弃"),
        effects=(_("文稿不再出现在任何列表中，不能恢复。"),),
        danger=True,
        fields=TokenForm.fresh(),
    )
