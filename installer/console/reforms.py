"""机构改革: planned, rehearsed, carried out as one act, and kept."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.forms import BaseFormSet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.errors import DomainError, NotFound
from core.ui.components.buttons import Button
from core.ui.components.heads import Crumb, PageHead
from core.ui.components.marks import StateTag, Tone
from core.ui.components.notices import EmptyState
from core.ui.components.tables import Column, Table
from core.ui.links import city_url
from core.units.kinds import ReformState
from core.units.models import Reform
from core.units.reform import cancel_reform, plan_reform, rehearse_reform
from core.web.access import requires_city
from core.web.request import PersonRequest
from installer.console.reform_forms import ReformForm, StepForms, acts_of
from installer.console.reform_parts import parts_of
from installer.console.words import crumbs
from installer.reforms import carry_out

TONES: dict[str, Tone] = {
    ReformState.PLANNED: "info",
    ReformState.REHEARSED: "warn",
    ReformState.DONE: "good",
    ReformState.CANCELLED: "neutral",
}


@requires_city("city.units")
@require_safe
def reforms(request: PersonRequest) -> HttpResponse:
    """All reforms, the latest first."""
    table = Table(
        name="reforms",
        label=_("机构改革"),
        columns=(
            Column("title", _("名称"), card="title", width="wide"),
            Column("state", _("状态"), _state, card="aside"),
            Column("effective_on", _("生效日期")),
            Column("basis", _("依据文件")),
            Column("planned_by", _("拟定人"), card="none"),
        ),
        rows=list(Reform.objects.all()[:200]),
        row_url=lambda row: city_url("console:reform", row.pk),
        empty=EmptyState(
            _("还没有机构改革"), _("单位更名、合并、分设、撤销和调整上级都在这里办理。")
        ),
    )
    act = Button(_("拟定改革"), "primary", city_url("console:new_reform"), "plus")
    head = PageHead(_("机构改革"), crumbs=crumbs(Crumb(_("机构改革"))), acts=(act,))
    return render(request, "ui/stacked.html", {"head": head, "parts": [table]})


def _state(reform: Reform) -> StateTag:
    return StateTag(ReformState(reform.state).label, TONES[reform.state])


@requires_city("city.units")
def new_reform(request: PersonRequest) -> HttpResponse:
    """Plan a reform of several steps; nothing changes yet."""
    data = request.POST if request.method == "POST" else None
    form, steps = ReformForm(data), StepForms(data, prefix="step")
    if data is None or not (form.is_valid() and steps.is_valid()):
        return _form_page(request, form, steps, status=200 if data is None else 422)
    acts = acts_of([step.cleaned_data for step in steps if step.has_changed()])
    try:
        with transaction.atomic():
            reform = plan_reform(
                acts=acts, by=request.person, at=timezone.now(), **form.cleaned_data
            )
    except DomainError as refused:
        form.add_error(None, str(refused))
        return _form_page(request, form, steps, status=refused.status)
    return redirect(city_url("console:reform", reform.pk))


def _form_page(
    request: PersonRequest, form: ReformForm, steps: BaseFormSet, *, status: int
) -> HttpResponse:
    way = crumbs(Crumb(_("机构改革"), city_url("console:reforms")), Crumb(_("拟定改革")))
    head = PageHead(
        _("拟定改革"), crumbs=way, note=_("先拟定和演练，不做任何改动；演练无误后才实施。")
    )
    context = {"head": head, "form": form, "steps": steps}
    return render(request, "installer/reform_new.html", context, status=status)


@requires_city("city.units")
@require_safe
def reform_page(request: PersonRequest, key: UUID) -> HttpResponse:
    """One reform: its steps, what the rehearsal showed, what may be done now."""
    reform = Reform.objects.filter(pk=key).first()
    if reform is None:
        raise NotFound
    way = crumbs(Crumb(_("机构改革"), city_url("console:reforms")), Crumb(reform.title))
    head = PageHead(reform.title, crumbs=way, acts=_acts(reform), marks=(_state(reform),))
    context = {"head": head, "parts": parts_of(reform), "reform": reform}
    return render(request, "installer/reform.html", context)


def _acts(reform: Reform) -> tuple[Button, ...]:
    if reform.state in {ReformState.DONE, ReformState.CANCELLED}:
        return ()
    rehearse = Button(_("演练"), icon="play", form="rehearse")
    cancel = Button(_("取消改革"), form="cancel")
    if reform.state == ReformState.PLANNED:
        return (Button(_("演练"), "primary", icon="play", form="rehearse"), cancel)
    problems = (reform.rehearsal or {}).get("problems")
    why_not = _("演练发现问题，解决后再演练一次") if problems else ""
    return (Button(_("实施"), "primary", form="carry", why_not=why_not), rehearse, cancel)


@require_POST
@requires_city("city.units")
def rehearse(request: PersonRequest, key: UUID) -> HttpResponse:
    """Do everything and undo it; what it showed is kept with the reform."""
    rehearse_reform(reform_id=key, by=request.person, at=timezone.now())
    return redirect(city_url("console:reform", key))


@require_POST
@requires_city("city.units")
def carry(request: PersonRequest, key: UUID) -> HttpResponse:
    """Carry the reform out; new units are made and ended ones shut in the background."""
    carry_out(key=key, by=request.person, at=timezone.now())
    messages.success(request, _("已实施。新单位正在后台开通，撤销的单位正在导出资料。"))
    return redirect(city_url("console:reform", key))


@require_POST
@requires_city("city.units")
def cancel(request: PersonRequest, key: UUID) -> HttpResponse:
    """Give the reform up; its record is kept."""
    cancel_reform(reform_id=key, reason=_("由拟定单位取消"), by=request.person, at=timezone.now())
    messages.success(request, _("已取消，没有任何改动。"))
    return redirect(city_url("console:reform", key))
