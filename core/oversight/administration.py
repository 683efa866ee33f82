"""下级查看授权: the security administrator grants and ends the right to look at units below."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.errors import DomainError
from core.identity.areas import units_served
from core.identity.forms import show_refusal
from core.oversight.forms import GrantForm
from core.oversight.models import OversightGrant
from core.oversight.services import end_oversight, grant_oversight
from core.ui.components.buttons import Button
from core.ui.components.forms import PostForm
from core.ui.components.heads import PageHead
from core.ui.components.marks import StateTag
from core.ui.components.notices import EmptyState
from core.ui.components.panels import Panel
from core.ui.components.tables import Column, Table
from core.ui.links import city_url
from core.web.access import requires_city
from core.web.request import PersonRequest

_LATEST = 200


@requires_city("city.accounts")
def grants(request: PersonRequest) -> HttpResponse:
    """The grants, the latest first, and the form for another one."""
    form = GrantForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, status=422 if form.errors else 200)
    try:
        made = grant_oversight(wish=form.wish, by=request.person, at=timezone.now())
    except DomainError as refused:
        show_refusal(form, refused)
        return _page(request, form, status=refused.status)
    facts = {"name": made.account.name, "unit": made.root.short_name}
    messages.success(request, _("已授权“%(name)s”查看“%(unit)s”及其下级。") % facts)
    return redirect(city_url("oversight:grants"))


@requires_city("city.accounts")
@require_POST
def end(request: PersonRequest, grant_id: UUID) -> HttpResponse:
    """End a grant from today."""
    end_oversight(grant_id=grant_id, by=request.person, at=timezone.now())
    messages.success(request, _("已收回授权，立即生效。"))
    return redirect(city_url("oversight:grants"))


def _page(request: PersonRequest, form: GrantForm, *, status: int) -> HttpResponse:
    granted = OversightGrant.objects.filter(root__in=units_served(request.person))
    rows = list(granted.select_related("account", "root")[:_LATEST])
    today = timezone.localdate()
    context = {
        "head": PageHead(_("下级查看授权")),
        "parts": (
            Panel(_("新的授权"), (PostForm(form, Button(_("授权"), "primary"), beside=True),)),
            Panel(_("已有授权"), (_table(rows),)),
        ),
        "standing": [row for row in rows if row.ended_on > today],
    }
    return render(request, "oversight/grants.html", context, status=status)


def _table(rows: list[OversightGrant]) -> Table:
    return Table(
        name="grants",
        label=_("已有授权"),
        columns=(
            Column("account", _("人员"), lambda row: row.account.name, card="title"),
            Column("root", _("单位及其下级"), lambda row: row.root.name, width="wide"),
            Column("what", _("查看内容"), OversightGrant.get_what_display, card="aside"),
            Column("started_on", _("起始日期")),
            Column("last_day", _("截止日期")),
            Column("reason", _("授权依据"), width="wide", card="none"),
            Column("granted_by", _("授权人"), card="none"),
            Column("state", _("状态"), _state),
        ),
        rows=rows,
        empty=EmptyState(
            _("还没有授权"), _("未经授权，上级单位的人员看不到下级的任何情况。"), icon="eye"
        ),
    )


def _state(row: OversightGrant) -> StateTag:
    today = timezone.localdate()
    if row.counts_on(today):
        return StateTag(_("生效中"), "good")
    return StateTag(_("未开始") if row.started_on > today else _("已结束"))
