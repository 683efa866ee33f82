"""The module's first page and what is under way."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.contracts.urgency import Urgency
from core.ui import Column, EmptyState, ListState, Table, keyset_page
from core.web.access import signed_in
from core.web.request import PersonRequest
from plugins.mandatory.official_documents.permissions import RECEIVE
from plugins.mandatory.official_documents.selectors.documents import documents_under_way
from plugins.mandatory.official_documents.views.parts import list_page, state_tag


@signed_in
@require_safe
def home(request: PersonRequest) -> HttpResponse:
    """What this person looks at first: papers that wait, or his own."""
    first = "waiting" if request.person.may(RECEIVE) else "under_way"
    return redirect(f"official_documents:{first}")


@signed_in
@require_safe
def under_way(request: PersonRequest) -> HttpResponse:
    """Documents on their way out that this person has to do with."""
    state = ListState.of(request, "under_way")
    page = keyset_page(documents_under_way(request.person), order=("-id",), state=state)
    table = Table(
        name="under_way",
        label=_("在办发文"),
        columns=(
            Column("title", _("标题"), width="wide", card="title"),
            Column("state", _("办理环节"), state_tag, card="aside"),
            Column("doc_type", _("文种"), lambda row: row.get_doc_type_display(), card="none"),
            Column("urgency", _("紧急程度"), lambda row: Urgency(row.urgency).label, card="none"),
            Column("drafter_name", _("拟稿人")),
            Column("signer_name", _("签发人"), card="none"),
            Column("created_at", _("拟稿时间")),
        ),
        rows=page.rows,
        state=state,
        row_url=lambda row: reverse("official_documents:document", args=[row.pk]),
        pages=page.pagination,
        empty=EmptyState(_("没有在办的发文"), _("点“拟稿”起草一份公文。")),
    )
    return list_page(request, "under_way", table)
