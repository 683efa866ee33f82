"""What could not be made or installed, with its cause, and the button that tries again."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.jobs.public import enqueue
from core.modules.models import KERNEL, ModuleInstall
from core.modules.public import registry
from core.ui.components.base import Component
from core.ui.components.buttons import Button
from core.ui.components.heads import PageHead
from core.ui.components.lists import ListState
from core.ui.components.notices import EmptyState
from core.ui.components.pages import keyset_page
from core.ui.components.progress import Progress
from core.ui.components.tables import Column, Table
from core.ui.links import city_url
from core.units.kinds import State
from core.units.models import Unit
from core.web.access import requires_city
from core.web.request import PersonRequest
from installer.console.bars import making_bar
from installer.console.words import crumbs, install_tag
from installer.imports import go_on
from tenancy.selectors import failing_units


@requires_city("city.fleet")
@require_safe
def failures(request: PersonRequest) -> HttpResponse:
    """Everything that failed, the latest first; units that wait to be made stand above."""
    state = ListState.of(request, "failures")
    rows = failing_units()
    page = keyset_page(rows, order=("-changed_at", "id"), state=state, count=rows.count())
    may = request.person.may("city.units")
    table = Table(
        name="failures",
        label=_("失败的开通和安装"),
        columns=_columns(),
        rows=page.rows,
        state=state,
        row_url=lambda row: city_url("console:unit", row.unit.code),
        bulk=(Button(_("重试"), "primary"),) if may else (),
        bulk_url=city_url("console:retry"),
        count=page.count,
        pages=page.pagination,
        empty=EmptyState(_("没有失败的开通或安装"), icon="check-circle"),
    )
    head = PageHead(_("失败与重试"), crumbs=crumbs(), acts=_acts(may=may))
    return render(request, "installer/failures.html", {"head": head, "parts": [*_waiting(), table]})


def _acts(*, may: bool) -> tuple[Button, ...]:
    if not may or not _pending().exists():
        return ()
    return (Button(_("继续开通全部"), "primary", form="retry-all", icon="arrow-path"),)


def _pending() -> QuerySet[Unit]:
    return Unit.objects.filter(state=State.PENDING)


def _waiting() -> list[Component]:
    return [_bar()] if _pending().exists() else []


def _bar() -> Progress:
    wanted = Unit.objects.exclude(state=State.CLOSED)
    return making_bar(wanted, "fleet-making", city_url("console:headway"), at=timezone.now())


def _columns() -> tuple[Column, ...]:
    return (
        Column("unit", _("单位"), lambda row: row.unit.name, card="title", width="wide"),
        Column("what", _("内容"), lambda row: _what(row.module)),
        Column("state", _("状态"), lambda row: install_tag(row.state), card="aside"),
        Column("error", _("原因"), width="wide"),
        Column("changed_at", _("时间")),
    )


def _what(module: str) -> str:
    if module == KERNEL:
        return _("开通")
    return registry()[module].manifest.title if module in registry() else module


@requires_city("city.fleet")
@require_safe
def headway(request: PersonRequest) -> HttpResponse:  # noqa: ARG001 -- Django's form
    """The bar over the failures, as it stands now."""
    return HttpResponse(_bar().render())


@require_POST
@requires_city("city.units")
def retry(request: PersonRequest) -> HttpResponse:
    """Try the chosen rows again in the background; without a choice, all units that wait."""
    at = timezone.now()
    chosen = list(_chosen(request.POST.getlist("row")))
    if not chosen or any(row.module == KERNEL for row in chosen):
        go_on(run="fleet", at=at)
    for row in chosen:
        if row.module != KERNEL:
            key = f"retry:{row.pk}:{row.changed_at.isoformat()}"
            enqueue("tenancy.retry_module", key=key, unit_code=row.unit.code, module=row.module)
    messages.success(request, _("已在后台重试，完成的会从这里消失。"))
    return redirect(city_url("console:failures"))


def _chosen(keys: list[str]) -> QuerySet[ModuleInstall]:
    try:
        return failing_units().filter(pk__in=[UUID(key) for key in keys])
    except (ValueError, ValidationError):
        return ModuleInstall.objects.none()
