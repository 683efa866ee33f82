"""核验: asked for here, done in the background, its result kept."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.errors import NotFound
from core.evidence.models import TrailCheck
from core.evidence.public import fingerprint, public_key
from core.identity.areas import units_served
from core.ui.components.facts import DefinitionList, Fact
from core.ui.components.heads import Crumb, PageHead
from core.ui.components.marks import StateTag
from core.ui.components.notices import EmptyState, Notice
from core.ui.components.panels import Panel
from core.ui.components.progress import Progress
from core.ui.components.tables import Column, Table
from core.ui.dates import moment
from core.ui.links import city_url
from core.units.models import Unit
from core.web.access import requires_city
from core.web.request import PersonRequest
from installer.trail.finding import served_trail
from installer.trail.way import way
from tenancy.trails.tasks import ask_for_check
from tenancy.trails.words import reason_text, trail_name

_LATEST = 50


@requires_city("area.audit")
@require_POST
def verify(request: PersonRequest) -> HttpResponse:
    """Have one unit's trail verified, or all of them, in the background."""
    trail = served_trail(request.POST.get("unit", ""), request.person)
    with transaction.atomic():
        check = ask_for_check(trail, by=request.person, at=timezone.now())
    return redirect(city_url("console:trail_check", check.pk))


@requires_city("area.audit")
@require_safe
def checks(request: PersonRequest) -> HttpResponse:
    """The verifications of late, and the key that the city publishes."""
    found = list(_served(request)[:_LATEST])
    names = dict(Unit.objects.filter(pk__in=[c.unit_id for c in found]).values_list("pk", "name"))
    table = Table(
        name="checks",
        label=_("核验结果"),
        columns=(
            Column(
                "what", _("范围"), lambda one: names.get(one.unit_id) or _("全部"), card="title"
            ),
            Column("state", _("结果"), _state, card="aside"),
            Column("entries", _("记录数"), lambda one: f"{one.entries:,}", align="end"),
            Column("asked_by", _("发起人")),
            Column("asked_at", _("发起时间")),
        ),
        rows=found,
        row_url=lambda one: city_url("console:trail_check", one.pk),
        empty=EmptyState(_("还没有核验过"), _("在审计记录页点“核验”。")),
    )
    key = DefinitionList((Fact(_("签名指纹"), fingerprint(public_key())),))
    context = {
        "head": PageHead(_("核验结果"), crumbs=way(request)),
        "parts": (
            table,
            Panel(_("签名密钥"), (key,), note=_("请在平台之外公布，供核对导出文件。")),
        ),
    }
    return render(request, "ui/stacked.html", context)


def _served(request: PersonRequest) -> QuerySet[TrailCheck]:
    """The verifications of trails that this administrator may look at."""
    rows = TrailCheck.objects.all()
    by = request.person
    return rows if by.area_id is None else rows.filter(unit_id__in=units_served(by).values("pk"))


def _state(check: TrailCheck) -> StateTag:
    if check.finished_at is None:
        return StateTag(_("正在核验"), "info")
    if check.bad:
        return StateTag(_("%(n)s 处不符") % {"n": len(check.bad)}, "bad")
    return StateTag(_("全部相符"), "good")


@requires_city("area.audit")
@require_safe
def one_check(request: PersonRequest, key: UUID) -> HttpResponse:
    """How far a verification has come, and what it found."""
    check = _check(request, key)
    back = Crumb(_("核验结果"), city_url("console:trail_checks"))
    head = PageHead(_("核验"), crumbs=way(request, back), marks=(_state(check),))
    parts = (Panel(_("进度"), (_bar(check),)), *_found(check), _facts(check))
    return render(request, "ui/stacked.html", {"head": head, "parts": parts})


@requires_city("area.audit")
@require_safe
def progress(request: PersonRequest, key: UUID) -> HttpResponse:
    """The bar as it stands now."""
    return HttpResponse(_bar(_check(request, key)).render())


def _check(request: PersonRequest, key: UUID) -> TrailCheck:
    found = _served(request).filter(pk=key).first()
    if found is None:
        raise NotFound
    return found


def _bar(check: TrailCheck) -> Progress:
    over = check.finished_at is not None
    return Progress(
        id="checking",
        label=_("核验完成") if over else _("正在核验"),
        done=check.total if over else check.units,
        total=check.total,
        state=("bad" if check.bad else "good") if over else "running",
        note=_("%(n)s 条记录") % {"n": f"{check.entries:,}"},
        poll_url="" if over else city_url("console:trail_progress", check.pk),
    )


def _found(check: TrailCheck) -> tuple[Notice | Table, ...]:
    if check.finished_at is None:
        return ()
    if not check.bad:
        return (Notice(_("每一条记录都与写入时一致，没有改动、删除或插入。"), "good"),)
    text = _("有记录与写入时不一致。请保护现场：停止写入、备份数据库，并与以前导出的证据比对。")
    table = Table(
        name="bad",
        label=_("不符的记录"),
        columns=(
            Column("unit", _("单位"), lambda one: trail_name(one["unit"]), card="aside"),
            Column("entry", _("记录"), card="title"),
            Column("reason", _("问题"), lambda one: reason_text(one["reason"])),
        ),
        rows=check.bad,
        row_key=lambda one: one["entry"],
        count=len(check.bad),
    )
    return (Notice(text, "bad", alert=True), table)


def _facts(check: TrailCheck) -> Panel:
    ended = moment(check.finished_at) if check.finished_at else _("尚未完成")
    facts = (
        Fact(_("发起人"), check.asked_by),
        Fact(_("发起时间"), moment(check.asked_at)),
        Fact(_("完成时间"), ended),
    )
    return Panel(_("记录"), (DefinitionList(facts),))
