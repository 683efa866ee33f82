"""The console's first page: figures that open their rows, and the counties."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.contracts.fees import fee_desk
from core.contracts.people import Person
from core.ui.components.base import Component
from core.ui.components.buttons import Button
from core.ui.components.facts import Figure, Figures
from core.ui.components.heads import PageHead
from core.ui.components.money import fee_figures
from core.ui.components.notices import EmptyState
from core.ui.components.panels import Panel
from core.ui.components.tables import Column, Table
from core.ui.dates import moment
from core.ui.links import city_url
from core.units.kinds import Level, State
from core.web.access import requires_city
from core.web.request import PersonRequest
from installer.console.words import STATE_TONES, fleet_url
from tenancy.selectors import FleetSums, fleet_sums, units_by_county

_TONES = {"good": "", "info": "info", "warn": "warn", "neutral": ""}


@requires_city("city.fleet")
@require_safe
def overview(request: PersonRequest) -> HttpResponse:
    """Units by state and level, what went wrong, what is owed."""
    sums = fleet_sums()
    head = PageHead(_("市级控制台"), acts=_acts(request.person), note=_note(sums))
    parts = _parts(request.person, sums) if sums.total else [_nothing_yet(request.person)]
    return render(request, "ui/stacked.html", {"head": head, "parts": parts})


def _acts(person: Person) -> tuple[Button, ...]:
    if not person.may("city.units"):
        return ()
    return (Button(_("导入单位"), "primary", city_url("console:imports"), "arrow-up-tray"),)


def _note(sums: FleetSums) -> str:
    if sums.last_made_at is None:
        return ""
    return _("最近开通：%(at)s") % {"at": moment(sums.last_made_at)}


def _nothing_yet(person: Person) -> EmptyState:
    act = Button(_("导入单位"), "primary", city_url("console:imports"))
    return EmptyState(
        _("全市还没有单位"),
        _("上传单位清单（CSV 或 XLSX），核对后即可开通。"),
        act=act if person.may("city.units") else None,
    )


def _parts(person: Person, sums: FleetSums) -> list[Component]:
    parts: list[Component] = [
        Panel(
            _("单位"),
            (Figures(_("按状态"), _states(sums)), Figures(_("按层级"), _levels(sums))),
        ),
    ]
    if person.may("city.fees"):
        parts.append(_fees())
    parts.append(Panel(_("各区县"), (_counties(),)))
    return parts


def _states(sums: FleetSums) -> tuple[Figure, ...]:
    figures = [Figure(_("全部单位"), f"{sums.total:,}", url=fleet_url())]
    for state in State:
        count = sums.by_state.get(state, 0)
        tone = _TONES[STATE_TONES[state]] if count else ""
        figures.append(Figure(state.label, f"{count:,}", url=fleet_url(state=state), tone=tone))
    tone = "bad" if sums.failing else ""
    url = city_url("console:failures")
    return (*figures, Figure(_("开通或安装失败"), f"{sums.failing:,}", url=url, tone=tone))


def _levels(sums: FleetSums) -> tuple[Figure, ...]:
    return tuple(
        Figure(level.label, f"{sums.by_level.get(level, 0):,}", url=fleet_url(level=level))
        for level in Level
    )


def _fees() -> Panel:
    desk = fee_desk()
    return Panel(_("费用"), (fee_figures(desk.sums(), desk.statement_url()),))


def _counties() -> Table:
    return Table(
        name="counties",
        label=_("各区县"),
        columns=(
            Column("name", _("区县"), card="title", width="wide"),
            Column("total", _("单位"), align="end", card="aside"),
            *(Column(state.value, state.label, align="end", card="none") for state in State),
        ),
        rows=units_by_county(),
        row_key=lambda row: row.code,
        row_url=lambda row: fleet_url(county=row.code),
    )
