"""Writing a document: the text, whom it goes to, its attachments."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.errors import DomainError, NotFound
from core.ui import PageHead, Picked
from core.web.access import requires
from core.web.request import PersonRequest
from plugins.mandatory.official_documents.forms import DraftForm, FileForm, TokenForm
from plugins.mandatory.official_documents.models import Document, Role
from plugins.mandatory.official_documents.permissions import DRAFT
from plugins.mandatory.official_documents.selectors.documents import (
    document_for,
    may_change,
    own_organs,
)
from plugins.mandatory.official_documents.services.content import Content
from plugins.mandatory.official_documents.services.drafting import (
    attach_file,
    change_document,
    detach_file,
    discard_document,
    draft_document,
)
from plugins.mandatory.official_documents.views.parts import crumbs
from plugins.mandatory.official_documents.views.recipients import picker

#: Saves a content under the request's token, over the version that the page showed.
Save = Callable[[Content, UUID, int], Document]


@requires(DRAFT)
def new(request: PersonRequest) -> HttpResponse:
    """Begin a document."""

    def save(content: Content, token: UUID, _version: int) -> Document:
        return draft_document(content=content, by=request.person, at=timezone.now(), token=token)

    return _editor(request, save, title=_("拟稿"))


@requires(DRAFT)
def edit(request: PersonRequest, document_id: UUID) -> HttpResponse:
    """Change a draft of one's own."""
    document = document_for(request.person, document_id)
    if not may_change(request.person, document):
        raise NotFound

    def save(content: Content, token: UUID, version: int) -> Document:
        return change_document(
            document_id=document_id,
            content=content,
            version=version,
            by=request.person,
            at=timezone.now(),
            token=token,
        )

    return _editor(request, save, title=_("修改文稿"), document=document)


@requires(DRAFT)
@require_POST
def attach(request: PersonRequest, document_id: UUID) -> HttpResponse:
    """Add an attachment."""
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        attach_file(
            document_id=document_id,
            stream=file,
            name=file.name,
            by=request.person,
            at=timezone.now(),
        )
    else:
        messages.error(request, _("请先选择要上传的文件。空文件不能上传。"))
    return redirect("official_documents:document", document_id=document_id)


@requires(DRAFT)
@require_POST
def detach(request: PersonRequest, document_id: UUID, sha256: str) -> HttpResponse:
    """Remove an attachment."""
    detach_file(document_id=document_id, sha256=sha256, by=request.person, at=timezone.now())
    return redirect("official_documents:document", document_id=document_id)


@requires(DRAFT)
@require_POST
def discard(request: PersonRequest, document_id: UUID) -> HttpResponse:
    """Give a draft up."""
    token = TokenForm.token_of(request.POST)
    discard_document(document_id=document_id, by=request.person, at=timezone.now(), token=token)
    messages.success(request, _("文稿已废弃。"))
    return redirect("official_documents:under_way")


def _editor(
    request: PersonRequest, save: Save, *, title: str, document: Document | None = None
) -> HttpResponse:
    organs = list(own_organs())
    form = DraftForm(request.POST or None, organs=organs, initial=_initial(document))
    if form.is_bound and form.is_valid():
        saved = _saved(request, form, save)
        if saved is not None:
            messages.success(request, _("文稿已保存。"))
            return redirect("official_documents:document", document_id=saved.pk)
    issuer = organs[0] if organs else None
    picks = _picks(request, document)
    context = {
        "form": form,
        "head": PageHead(title, crumbs=crumbs("under_way", _("在办发文"), title)),
        "main": picker("main", _("主送"), picks[Role.MAIN], issuer),
        "cc": picker("cc", _("抄送"), picks[Role.CC], issuer),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "official_documents/edit.html", context, status=status)


def _saved(request: PersonRequest, form: DraftForm, save: Save) -> Document | None:
    """The saved document; None if it was refused, with the reason in the form."""
    data = dict(form.cleaned_data)
    token, version = data.pop("token"), data.pop("version") or 0
    main, cc = (tuple(request.POST.getlist(name)) for name in ("main", "cc"))
    try:
        with transaction.atomic():
            return save(Content(**data, main=main, cc=cc), token, version)
    except DomainError as refused:
        form.add_error(None, str(refused))
        return None


def _initial(document: Document | None) -> dict[str, Any]:
    """As the document stands; the declaration is made anew with each version."""
    if document is None:
        return {}
    names = ("doc_type", "urgency", "title", "body", "version")
    kept = {name: getattr(document, name) for name in names}
    return {"organ_id": str(document.organ_id), **kept}


def _picks(request: PersonRequest, document: Document | None) -> dict[str, list[Picked]]:
    """What is picked: as posted, else as kept with the document."""
    if request.method == "POST":
        return {role: _posted(request, role) for role in Role}
    kept = list(document.addressees.all()) if document else []
    return {
        role: [_named(each.pick, each.title) for each in kept if each.role == role] for role in Role
    }


def _posted(request: PersonRequest, role: str) -> list[Picked]:
    try:
        picked = Picked.parse(request.POST.getlist(role))
    except DomainError:
        return []
    return [Picked(each.kind, each.code, each.code) for each in picked]


def _named(value: str, title: str) -> Picked:
    (picked,) = Picked.parse([value])
    return Picked(picked.kind, picked.code, title)
