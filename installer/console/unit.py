"""One unit as the city office knows it: record, organs, onboarding, modules, fee, events."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.contracts.fees import fee_desk
from core.contracts.people import Person
from core.ui.components.base import Component
from core.ui.components.buttons import Button
from core.ui.components.facts import DefinitionList, Fact
from core.ui.components.heads import Crumb, PageHead
from core.ui.components.marks import Tag
from core.ui.components.money import fee_figures
from core.ui.components.notices import Notice
from core.ui.components.panels import Panel
from core.ui.dates import moment
from core.ui.links import city_url
from core.units.kinds import State
from core.units.models import Unit
from core.units.public import path_of, unit_of_code
from core.web.access import requires_city
from core.web.request import PersonRequest
from installer.console import unit_parts
from installer.console.words import crumbs, fleet_url, state_tag
from tenancy.selectors import counties


@requires_city("city.fleet")
@require_safe
def unit_page(request: PersonRequest, code: str) -> HttpResponse:
    """Everything on shared record about the unit; nothing of its own papers."""
    unit = unit_of_code(code)
    way = crumbs(Crumb(_("单位一览"), fleet_url()), Crumb(unit.short_name))
    marks = (state_tag(unit.state), Tag(unit.get_kind_display()))
    acts = _acts(unit) if request.person.may("city.units") else ()
    head = PageHead(unit.name, crumbs=way, acts=acts, marks=marks)
    return render(request, "ui/stacked.html", {"head": head, "parts": _parts(unit, request.person)})


def _acts(unit: Unit) -> tuple[Button, ...]:
    """What may be done in this state, the mildest first."""
    offered = {
        State.ACTIVE: (("suspend", _("暂停使用")), ("close", _("关闭单位"))),
        State.SUSPENDED: (("restore", _("恢复使用")), ("close", _("关闭单位"))),
    }
    return tuple(
        Button(title, "danger" if act == "close" else "secondary", _act_url(unit, act))
        for act, title in offered.get(State(unit.state), ())
    )


def _act_url(unit: Unit, act: str) -> str:
    return city_url("console:unit_act", unit.code, act)


def _parts(unit: Unit, person: Person) -> list[Component]:
    parts: list[Component] = [*_warnings(unit), Panel(_("基本情况"), (_facts(unit),))]
    parts.append(unit_parts.onboarding(unit, may=person.may("city.units")))
    parts.append(unit_parts.organs(unit))
    parts.append(unit_parts.modules(unit))
    if person.may("city.fees"):
        parts.append(_fees(unit))
    return [*parts, unit_parts.former_names(unit), unit_parts.events(unit)]


def _warnings(unit: Unit) -> list[Component]:
    if unit.state == State.SUSPENDED:
        return [Notice(_("本单位已暂停：任何人不能进入，发来的文件等待恢复后签收。"), "warn")]
    if unit.state == State.CLOSED:
        return [Notice(_("本单位已关闭：资料已导出，任何人不能进入。"))]
    return []


def _facts(unit: Unit) -> DefinitionList:
    above = path_of(unit.pk)[:-1]
    return DefinitionList(
        (
            Fact(_("全称"), unit.name),
            Fact(_("简称"), unit.short_name),
            Fact(_("代码"), unit.code),
            Fact(_("层级"), unit.get_level_display()),
            Fact(_("类别"), unit.get_kind_display()),
            Fact(_("区县"), counties().get(unit.division_code[:6], "")),
            Fact(_("区划代码"), unit.division_code),
            Fact(_("上级"), " › ".join(each.short_name for each in above)),
            Fact(_("列入时间"), moment(unit.created_at)),
            Fact(_("开通时间"), moment(unit.provisioned_at)),
        )
    )


def _fees(unit: Unit) -> Panel:
    url = fee_desk().statement_url(unit.code)
    acts = (Button(_("费用明细"), href=url, small=True),) if url else ()
    return Panel(_("费用"), (fee_figures(fee_desk().sums(unit.pk)),), acts=acts)
