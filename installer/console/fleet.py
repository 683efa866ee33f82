"""单位一览: every unit of the city, filtered, with its versions; never a loop over units."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.files.public import as_csv, as_xlsx
from core.ui.components.base import Component
from core.ui.components.buttons import Button
from core.ui.components.heads import PageHead
from core.ui.components.lists import ListState
from core.ui.components.marks import Tag
from core.ui.components.notices import EmptyState, Notice
from core.ui.components.pages import keyset_page
from core.ui.components.tables import Column, Filter, Table
from core.ui.dates import day
from core.ui.links import city_url
from core.units.kinds import Kind, Level, State
from core.units.models import Unit
from core.web.access import requires_city
from core.web.request import PersonRequest
from installer.console.words import crumbs, state_tag
from tenancy.ddl.compile import kernel_level
from tenancy.selectors import Standing, Wanted, counties, failing_units, standings, units_wanted

_NOTHING = Standing()


@requires_city("city.fleet")
@require_safe
def fleet(request: PersonRequest) -> HttpResponse:
    """The units that the filters want, fifty a page."""
    state = ListState.of(request, "fleet")
    found = units_wanted(Wanted.of(request.GET.dict()))
    page = keyset_page(found, order=("position", "code"), state=state, count=found.count())
    table = Table(
        name="fleet",
        label=_("单位一览"),
        columns=_columns(counties(), standings(unit.pk for unit in page.rows)),
        rows=page.rows,
        state=state,
        row_url=lambda unit: city_url("console:unit", unit.code),
        count=page.count,
        pages=page.pagination,
        export_url=_export_url(state, "console:fleet_xlsx"),
        empty=_empty(state),
        wide=True,
    )
    parts: list[Component] = [*_failures(), table]
    head = PageHead(_("单位一览"), crumbs=crumbs(), acts=_acts(request))
    return render(request, "ui/stacked.html", {"head": head, "parts": parts})


def _acts(request: PersonRequest) -> tuple[Button, ...]:
    if not request.person.may("city.units"):
        return ()
    return (Button(_("导入单位"), "primary", city_url("console:imports"), "arrow-up-tray"),)


def _failures() -> list[Component]:
    failing = failing_units().count()
    if not failing:
        return []
    act = Button(_("查看原因并重试"), href=city_url("console:failures"), small=True)
    return [Notice(_("有 %(n)s 项开通或安装没有成功。") % {"n": failing}, "warn", act=act)]


def _empty(state: ListState) -> EmptyState:
    if any(state.value(key) for key in ("unit", "level", "kind", "county", "state")):
        return EmptyState(_("没有符合条件的单位"), _("可放宽或清除筛选条件。"))
    act = Button(_("导入单位"), "primary", city_url("console:imports"))
    return EmptyState(_("还没有单位"), _("上传单位清单即可开通。"), act=act)


def _columns(areas: Mapping[str, str], standing: Mapping[UUID, Standing]) -> list[Column]:
    def of(unit: Unit) -> Standing:
        return standing.get(unit.pk, _NOTHING)

    return [
        Column(
            "unit", _("单位"), lambda unit: unit.name, card="title", width="wide", filter=Filter(),
        ),
        Column("code", _("代码"), width="narrow"),
        Column("level", _("层级"), Unit.get_level_display, filter=_choices(Level.choices)),
        Column("kind", _("类别"), Unit.get_kind_display, filter=_choices(Kind.choices)),
        Column(
            "county", _("区县"), lambda unit: areas.get(unit.division_code[:6], ""),
            filter=_choices(areas.items()), card="none",
        ),
        Column("parent", _("上级"), _parent, optional=True),
        Column(
            "state", _("状态"), lambda unit: state_tag(unit.state),
            filter=_choices(State.choices), card="aside",
        ),
        Column("kernel", _("平台版本"), lambda unit: kernel_mark(of(unit)), card="none"),
        Column("modules", _("模块"), lambda unit: modules_mark(of(unit)), card="none"),
        Column("made", _("开通时间"), lambda unit: day(unit.provisioned_at), optional=True),
    ]  # fmt: skip


def _parent(unit: Unit) -> str:
    return unit.parent.short_name if unit.parent else ""


def _choices(pairs: Any) -> Filter:
    return Filter("choice", [("", _("全部")), *pairs])


def kernel_mark(standing: Standing) -> Tag | str:
    """Whether the unit's own tables are at the platform's version."""
    if standing.kernel_error:
        return Tag(_("失败"), "bad")
    if not standing.kernel:
        return "—"
    newest = standing.kernel == kernel_level()
    return Tag(_("最新"), "good") if newest else Tag(_("待升级"), "warn")


def modules_mark(standing: Standing) -> str:
    """How many modules the unit uses, and how many are in trouble."""
    if standing == _NOTHING:
        return "—"
    text = _("%(n)s 个启用") % {"n": standing.active}
    if standing.others:
        text += _("，%(n)s 个停用") % {"n": standing.others}
    return text + (_("，%(n)s 个失败") % {"n": standing.failed} if standing.failed else "")


# -- as files ----------------------------------------------------------------------------


@requires_city("city.fleet")
@require_safe
def export_csv(request: PersonRequest) -> HttpResponse:
    """The filtered list as CSV."""
    content = as_csv(_head(), _rows(units_wanted(Wanted.of(request.GET.dict()))))
    return _attachment(content, "text/csv; charset=utf-8", "csv")


@requires_city("city.fleet")
@require_safe
def export_xlsx(request: PersonRequest) -> HttpResponse:
    """The filtered list as a workbook."""
    content = as_xlsx(_("单位一览"), _head(), _rows(units_wanted(Wanted.of(request.GET.dict()))))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _attachment(content, kind, "xlsx")


def _export_url(state: ListState, name: str) -> str:
    return ListState(city_url(name), state.query).url()


def _attachment(content: bytes, kind: str, ending: str) -> HttpResponse:
    name = f"units-{timezone.localdate():%Y%m%d}.{ending}"
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, kind, headers={"Content-Disposition": disposition})


def _head() -> list[str]:
    words = (
        "代码",
        "单位",
        "简称",
        "层级",
        "类别",
        "上级代码",
        "区划代码",
        "状态",
        "收费类别",
        "开通时间",
    )
    return [_(word) for word in words]


def _rows(units: QuerySet[Unit]) -> list[list[object]]:
    return [
        [
            unit.code, unit.name, unit.short_name, unit.get_level_display(),
            unit.get_kind_display(), unit.parent.code if unit.parent else "",
            unit.division_code, unit.get_state_display(), unit.fee_class,
            day(unit.provisioned_at),
        ]
        for unit in units
    ]  # fmt: skip
