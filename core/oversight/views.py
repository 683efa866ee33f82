"""下级情况: what somebody with a grant sees of the units below, from shared data only."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.errors import NotFound
from core.oversight.models import OversightGrant, What
from core.oversight.selectors import (
    BranchLine,
    branch_figures,
    directory_of,
    grants_counting,
    may_see,
    open_titles,
)
from core.ui.components.base import Component
from core.ui.components.heads import Crumb, PageHead
from core.ui.components.notices import EmptyState, Notice
from core.ui.components.panels import Panel
from core.ui.components.tables import Column, Table
from core.ui.links import city_url
from core.units.models import Unit
from core.web.access import signed_in
from core.web.request import PersonRequest


@signed_in
@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    """The branches that the person may see, each with the figures that were granted."""
    today = timezone.localdate()
    grants = list(grants_counting(request.person.account_id, on=today))
    parts: list[Component] = [
        _branch(root, list(of_root))
        for root, of_root in groupby(grants, key=lambda each: each.root)
    ]
    if not parts:
        why = _("没有可查看的下级单位")
        parts = [EmptyState(why, _("如工作需要，请向市或区县的安全管理员申请授权。"), icon="eye")]
    head = PageHead(_("下级情况"))
    return render(request, "ui/stacked.html", {"head": head, "parts": parts})


@signed_in
@require_safe
def unit(request: PersonRequest, code: str, what: str) -> HttpResponse:
    """The titles of open matters, or the people, of one unit of a branch."""
    found = Unit.objects.filter(code=code).first()
    shown = {What.INBOX_TITLES: _titles, What.DIRECTORY: _directory}
    asked = next((each for each in shown if each == what), None)
    if found is None or asked is None:
        raise NotFound
    today = timezone.localdate()
    if not may_see(request.person.account_id, found, what=asked, on=today):
        raise NotFound
    above = Crumb(_("下级情况"), city_url("oversight:mine"))
    head = PageHead(found.name, crumbs=(above, Crumb(found.short_name)), note=asked.label)
    return render(request, "ui/stacked.html", {"head": head, "parts": shown[asked](found)})


def _branch(root: Unit, grants: list[OversightGrant]) -> Panel:
    seen = {grant.what for grant in grants}
    until = min(grant.last_day for grant in grants)
    note = _("授权至%(day)s") % {"day": until.isoformat()}
    return Panel(root.name, (_figures(root, seen),), note=note)


def _figures(root: Unit, seen: set[str]) -> Table:
    def link(line: BranchLine) -> str:
        what = What.INBOX_TITLES if What.INBOX_TITLES in seen else What.DIRECTORY
        return city_url("oversight:unit", line.unit.code, what)

    columns = [Column("unit", _("单位"), lambda line: line.unit.short_name, card="title")]
    if What.RECEIPTS in seen:
        columns += [
            Column("waiting", _("待签收"), align="end", card="aside"),
            Column("signed", _("已签收"), align="end"),
        ]
    if What.COUNTERS in seen:
        columns.append(Column("open_items", _("待办数量"), align="end"))
    opens = seen & {What.INBOX_TITLES, What.DIRECTORY}
    lines = branch_figures(root, seen)
    return Table(
        name=f"branch-{root.code}",
        label=root.name,
        columns=columns,
        rows=lines,
        row_key=lambda line: line.unit.code,
        row_url=link if opens else None,
        count=len(lines),
    )


def _titles(found: Unit) -> tuple[Component, ...]:
    table = Table(
        name="titles",
        label=_("待办标题"),
        columns=(
            Column("title", _("标题"), card="title", width="wide"),
            Column("urgency", _("紧急程度"), lambda item: item.urgency, card="aside"),
            Column("step", _("当前环节")),
            Column("sender", _("来自")),
            Column("arrived_at", _("到达时间")),
            Column("due_at", _("期限")),
        ),
        rows=open_titles(found),
        empty=EmptyState(_("没有待办事项"), icon="inbox"),
    )
    return (Notice(_("只能查看标题，不能打开事项。")), table)


def _directory(found: Unit) -> tuple[Component, ...]:
    table = Table(
        name="directory",
        label=_("人员名录"),
        columns=(
            Column("name", _("姓名"), lambda post: post.account.name, card="title"),
            Column("title", _("职务"), card="aside"),
        ),
        rows=directory_of(found),
        empty=EmptyState(_("还没有人员"), icon="users"),
    )
    return (table,)
