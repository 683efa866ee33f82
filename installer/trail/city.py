"""The audit administrator's pages: any trail, one object's timeline, files, evidence."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.audit.public import record
from core.audit.selectors import Sought, timeline
from core.context import open_city
from core.errors import NotFound
from core.files.public import as_csv, as_xlsx
from core.ui.components.base import Component
from core.ui.components.buttons import Button
from core.ui.components.heads import Crumb, PageHead
from core.ui.components.lists import ListState
from core.ui.components.notices import Notice
from core.ui.components.panels import Panel
from core.ui.components.tables import Column, Table
from core.ui.links import city_url
from core.web.access import requires_city
from core.web.request import PersonRequest
from core.web.scope import own_transactions
from installer.trail import parts
from installer.trail.finding import Candidates, candidates, served_trail
from installer.trail.forms import TrailForm
from installer.trail.way import way
from tenancy.trails.evidence import evidence_of
from tenancy.trails.reading import Trail, rows_of


@requires_city("area.audit")
@require_safe
def listing(request: PersonRequest) -> HttpResponse:
    """One trail, the city's own unless a unit is named; that it was looked at is a line too."""
    found = candidates(request.GET.get("unit", ""), request.person)
    state = ListState.of(request, "trail")
    shown = _listed(request, found, state) if found.trail else _choice(found)
    context = {
        "head": PageHead(_title(found.trail), crumbs=way(request), acts=_acts(found.trail, state)),
        "form": TrailForm(request.GET or None),
        "kept": state.kept("unit", "since", "until"),
        "parts": shown,
        "trail": found.trail,
    }
    return render(request, "installer/trail.html", context)


def _title(trail: Trail | None) -> str:
    if trail is None:
        return _("审计记录")
    return _("审计记录：%(name)s") % {"name": trail.name or _("市级平台")}


def _acts(trail: Trail | None, state: ListState) -> tuple[Button, ...]:
    """Verifying stands first; files of what is on the page, evidence of the whole trail."""
    if trail is None:
        return ()
    acts = (
        Button(_("核验"), "primary", form="verify", icon="shield-check"),
        Button(_("导出 CSV"), href=_file_url(state, "console:trail_csv")),
        Button(_("导出 XLSX"), href=_file_url(state, "console:trail_xlsx")),
    )
    if trail.unit_id is None:
        return (*acts, Button(_("核验结果"), href=city_url("console:trail_checks")))
    return (*acts, Button(_("导出证据"), form="evidence", icon="arrow-down-tray"))


def _file_url(state: ListState, name: str) -> str:
    return ListState(city_url(name), state.query).url()


def _listed(request: PersonRequest, found: Candidates, state: ListState) -> Sequence[Component]:
    assert found.trail is not None  # noqa: S101 (asked only then)
    with rows_of(found.trail) as lines:
        url = f"{city_url('console:trail_object')}?unit={found.trail.code}"
        shown = parts.register(lines, state, timeline_url=url)
    _note(request, "audit.looked_at", found.trail.code)
    return (shown,)


def _choice(found: Candidates) -> Sequence[Component]:
    """Several units fit what was typed, or none."""
    if not found.units:
        return (Notice(_("没有这个单位，请核对代码或名称。"), "warn"),)
    table = Table(
        name="units",
        label=_("请选择单位"),
        columns=(Column("name", _("单位"), card="title"), Column("code", _("代码"), card="aside")),
        rows=found.units,
        row_url=lambda unit: f"{city_url('console:trail')}?unit={unit.code}",
    )
    return (Panel(_("请选择单位"), (table,)),)


def _note(request: PersonRequest, action: str, code: str) -> None:
    record(action, by=request.person, at=timezone.now(), subject=code)


@requires_city("area.audit")
@require_safe
def one_object(request: PersonRequest) -> HttpResponse:
    """Everything that was done to one object, the first act first."""
    trail = served_trail(request.GET.get("unit", ""), request.person)
    subject = request.GET.get("subject", "")
    with rows_of(trail) as lines:
        found = list(timeline(lines, subject)[: parts.MOST_STEPS])
    if not found:
        raise NotFound
    _note(request, "audit.looked_at", trail.code)
    back = Crumb(trail.name or _("市级平台"), f"{city_url('console:trail')}?unit={trail.code}")
    head = PageHead(subject or _("（无对象）"), crumbs=way(request, back))
    panel = Panel(_("全部经过"), (parts.steps(found),))
    return render(request, "ui/stacked.html", {"head": head, "parts": (panel,)})


@requires_city("area.audit")
@require_safe
def export_csv(request: PersonRequest) -> HttpResponse:
    """The lines on the page as CSV."""
    trail, rows = _rows(request)
    return _attachment(trail, as_csv(parts.head(), rows), "text/csv; charset=utf-8", "csv")


@requires_city("area.audit")
@require_safe
def export_xlsx(request: PersonRequest) -> HttpResponse:
    """The lines on the page as a workbook."""
    trail, rows = _rows(request)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _attachment(trail, as_xlsx(_("审计记录"), parts.head(), rows), kind, "xlsx")


def _rows(request: PersonRequest) -> tuple[Trail, list[list[object]]]:
    trail = candidates(request.GET.get("unit", ""), request.person).trail
    if trail is None:
        raise NotFound
    with rows_of(trail) as lines:
        rows = parts.rows(Sought.of(request.GET.dict()).among(lines))
    _note(request, "audit.exported", trail.code)
    return trail, rows


def _attachment(trail: Trail, content: bytes, kind: str, ending: str) -> HttpResponse:
    name = f"trail-{trail.code or 'city'}-{timezone.localdate():%Y%m%d}.{ending}"
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, kind, headers={"Content-Disposition": disposition})


@requires_city("area.audit")
@own_transactions
@require_POST
def evidence(request: PersonRequest) -> HttpResponse:
    """A unit's whole trail, signed, with the verifier; the city's own goes by the command line."""
    with open_city():
        trail = served_trail(request.POST.get("unit", ""), request.person)
    if trail.unit_id is None:
        raise NotFound
    content = evidence_of(trail, by=request.person, at=timezone.now())
    return _attachment(trail, content, "application/zip", "zip")
