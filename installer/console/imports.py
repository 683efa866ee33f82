"""单位导入: upload a list, see what is wrong or what it would do, confirm, watch it being done."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.errors import NotFound
from core.files.public import as_csv
from core.ui.components.base import Component
from core.ui.components.buttons import Button
from core.ui.components.heads import Crumb, PageHead
from core.ui.components.panels import Panel
from core.ui.components.tables import Column, Table
from core.ui.links import city_url
from core.units.listing.rows import ORGAN_COLUMNS, UNIT_COLUMNS
from core.web.access import requires_city
from core.web.request import PersonRequest
from installer.console.forms import ListForm
from installer.console.import_parts import bar_of, errors_of, plan_of, running_parts
from installer.console.words import crumbs
from installer.imports import codes_of, confirm, give_up, go_on, import_of, keep_checked
from installer.models import ImportState, UnitImport

_LATEST = 20


@requires_city("city.units")
def imports(request: PersonRequest) -> HttpResponse:
    """The form for a list, what is wrong with the one just sent, and the lists of before."""
    posted = request.method == "POST"
    form = ListForm(request.POST, request.FILES) if posted else ListForm()
    if not posted or not form.is_valid():
        return _form_page(request, form, status=422 if form.is_bound else 200)
    preview, kept = keep_checked(by=request.person, at=timezone.now(), **form.cleaned_data)
    if kept is None:
        return _form_page(request, ListForm(), errors_of(preview), status=422)
    return redirect(city_url("console:import", kept.pk))


_SAMPLES: dict[str, tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]] = {
    "units": (
        UNIT_COLUMNS,
        (
            ("xa001", "某县人民政府办公室", "县政府办", "county", "county_body", "", "430999"),
            ("xt001", "某县某镇", "某镇", "township", "township", "xa001", "430999100"),
        ),
    ),
    "organs": (
        ORGAN_COLUMNS,
        (("xa001g", "某县人民政府", "xa001", "government", "", "", "某政发 某政函"),),
    ),
}


@requires_city("city.units")
@require_safe
def sample(request: PersonRequest, name: str) -> HttpResponse:  # noqa: ARG001 -- Django's form
    """A list to fill in: the columns, and lines that show how."""
    if name not in _SAMPLES:
        raise NotFound
    headers = {"Content-Disposition": f'attachment; filename="sample-{name}.csv"'}
    return HttpResponse(as_csv(*_SAMPLES[name]), "text/csv; charset=utf-8", headers=headers)


def _form_page(
    request: PersonRequest, form: ListForm, errors: tuple[Component, ...] = (), *, status: int
) -> HttpResponse:
    latest = UnitImport.objects.defer("units_file", "organs_file", "summary")[:_LATEST]
    context = {
        "head": PageHead(_("单位导入"), crumbs=crumbs(Crumb(_("单位导入")))),
        "form": form,
        "errors": errors,
        "parts": (Panel(_("最近的导入"), (_table(list(latest)),)),) if latest else (),
    }
    return render(request, "installer/imports.html", context, status=status)


def _table(rows: list[UnitImport]) -> Table:
    return Table(
        name="imports",
        label=_("最近的导入"),
        columns=(
            Column("name", _("文件"), card="title", width="wide"),
            Column("state", _("状态"), UnitImport.get_state_display, card="aside"),
            Column("checked_by", _("上传人")),
            Column("checked_at", _("上传时间")),
            Column("confirmed_at", _("确认时间"), card="none"),
        ),
        rows=rows,
        row_url=lambda row: city_url("console:import", row.pk),
    )


@requires_city("city.units")
@require_safe
def one_import(request: PersonRequest, key: UUID) -> HttpResponse:
    """The plan of a checked list, or how far a confirmed one has come."""
    found = import_of(key)
    at = timezone.now()
    parts = running_parts(found, at) if found.is_under_way else plan_of(found)
    way = crumbs(Crumb(_("单位导入"), city_url("console:imports")), Crumb(found.name))
    head = PageHead(found.name, crumbs=way, acts=_acts(found, at), note=_note(found))
    context = {"head": head, "parts": parts, "import": found, "changes_nothing": _is_empty(found)}
    return render(request, "installer/import.html", context)


def _acts(found: UnitImport, at: datetime) -> tuple[Button, ...]:
    """What may be done with the import now; each is the button of a form on the page."""
    if found.is_open:
        confirm_act = Button(_("确认导入"), "primary", form="confirm")
        cancel = Button(_("放弃"), form="cancel")
        return (cancel,) if _is_empty(found) else (confirm_act, cancel)
    if found.state != ImportState.REGISTERED or not found.summary["created"]:
        return ()
    take = Button(_("下载激活码"), icon="key", form="codes")
    if bar_of(found, at).state == "good":
        return (take,)
    return (take, Button(_("继续开通未完成的单位"), icon="arrow-path", form="continue"))


def _note(found: UnitImport) -> str:
    facts = {"state": found.get_state_display(), "by": found.checked_by}
    return _("%(state)s，%(by)s上传") % facts


def _is_empty(found: UnitImport) -> bool:
    plan = found.summary
    counts = (
        plan["created"],
        plan["changed"],
        plan["organs"]["created"],
        plan["organs"]["changed"],
    )
    return not any(counts) and not plan["organs"]["retired"]


@require_POST
@requires_city("city.units")
def confirm_import(request: PersonRequest, key: UUID) -> HttpResponse:
    """Register the units; they are made in the background. A double click changes nothing."""
    confirm(key=key, by=request.person, at=timezone.now())
    return redirect(city_url("console:import", key))


@require_POST
@requires_city("city.units")
def cancel_import(request: PersonRequest, key: UUID) -> HttpResponse:
    """Give the list up; nothing was changed."""
    give_up(key=key)
    messages.success(request, _("已放弃这份清单，没有任何改动。"))
    return redirect(city_url("console:imports"))


@requires_city("city.units")
@require_safe
def progress(request: PersonRequest, key: UUID) -> HttpResponse:  # noqa: ARG001 -- Django's form
    """The bar of an import, as it stands now; the page is drawn anew when it is over."""
    bar = bar_of(import_of(key), timezone.now())
    answer = HttpResponse(bar.render())
    if not bar.poll_url:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
@requires_city("city.units")
def continue_import(request: PersonRequest, key: UUID) -> HttpResponse:
    """Try again what is still missing."""
    found = import_of(key)
    go_on(run=str(found.pk), at=timezone.now())
    messages.success(request, _("已继续开通。"))
    return redirect(city_url("console:import", key))


@require_POST
@requires_city("city.units")
@never_cache
def codes(request: PersonRequest, key: UUID) -> HttpResponse:
    """The activation codes that can still be redeemed, as a file; who took it is recorded."""
    content = codes_of(key=key, by=request.person, at=timezone.now())
    if not content:
        raise NotFound(_("这次导入没有可用的激活码：单位尚未开通，或激活码都已使用或过期。"))
    headers = {"Content-Disposition": f'attachment; filename="activation-codes-{key.hex[:12]}.csv"'}
    return HttpResponse(content, "text/csv; charset=utf-8", headers=headers)
