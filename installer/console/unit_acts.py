"""What the city office does with one unit: suspend, restore, close; record its onboarding."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.context import open_city
from core.errors import DomainError, NotFound
from core.ui.components.heads import Crumb, PageHead
from core.ui.links import city_url
from core.units.kinds import OnboardingState
from core.units.models import Onboarding, Unit
from core.units.public import unit_of_code
from core.units.services import advance_onboarding
from core.web.access import requires_city
from core.web.request import PersonRequest
from core.web.scope import own_transactions
from installer.console.forms import CloseForm, ReasonForm, StageForm
from installer.console.unit_parts import next_stage
from installer.console.words import crumbs, fleet_url
from tenancy import fleet


@dataclass(frozen=True, slots=True)
class Act:
    """An act on a unit: its words, what it does to people, and who carries it out."""

    title: str | Promise
    button: str | Promise
    done: str | Promise
    effects: tuple[str | Promise, ...]
    carry_out: Callable[..., Any]
    danger: bool = False


ACTS: dict[str, Act] = {
    "suspend": Act(
        gettext_lazy("暂停使用"),
        gettext_lazy("暂停"),
        gettext_lazy("已暂停。"),
        (
            gettext_lazy("任何人都不能再进入本单位；正在打开的页面下一次操作即被拒绝。"),
            gettext_lazy("本单位人员在其他单位的岗位不受影响。"),
            gettext_lazy("发给本单位的文件等待恢复后签收，不会丢失。"),
        ),
        fleet.suspend,
    ),
    "restore": Act(
        gettext_lazy("恢复使用"),
        gettext_lazy("恢复"),
        gettext_lazy("已恢复。"),
        (gettext_lazy("本单位人员可以重新进入，暂停期间收到的文件等待签收。"),),
        fleet.restore,
    ),
    "close": Act(
        gettext_lazy("关闭单位"),
        gettext_lazy("导出并关闭"),
        gettext_lazy("已导出全部资料并关闭。"),
        (
            gettext_lazy("先把本单位的全部数据导出为一个压缩包，存放在平台的数据目录。"),
            gettext_lazy("关闭后任何人都不能再进入，也不能恢复使用。"),
            gettext_lazy("有人正在写入时会等待片刻；仍未结束则不关闭，可稍后再试。"),
        ),
        fleet.close,
        danger=True,
    ),
}


@own_transactions
@requires_city("city.units")
def change_state(request: PersonRequest, code: str, act: str) -> HttpResponse:
    """Ask for the reason (and, to close, for the name), then act in a transaction of its own."""
    if act not in ACTS:
        raise NotFound
    with open_city():
        unit = unit_of_code(code)
        form = _form(request, unit, act)
        if request.method != "POST" or not form.is_valid():
            return _act_page(request, unit, act, form)
    try:
        ACTS[act].carry_out(code, reason=form.cleaned_data["reason"], by=request.person)
    except DomainError as refused:
        form.add_error(None, str(refused))
        with open_city():
            return _act_page(request, unit, act, form, status=refused.status)
    messages.success(request, str(ACTS[act].done))
    return redirect(city_url("console:unit", code))


def _form(request: PersonRequest, unit: Unit, act: str) -> forms.Form:
    data = request.POST if request.method == "POST" else None
    return CloseForm(data, name=unit.name) if ACTS[act].danger else ReasonForm(data)


def _act_page(
    request: PersonRequest, unit: Unit, act: str, form: forms.Form, *, status: int | None = None
) -> HttpResponse:
    context = {
        "head": PageHead(
            str(ACTS[act].title), crumbs=_way(unit, str(ACTS[act].title)), note=unit.name
        ),
        "form": form,
        "effects": ACTS[act].effects,
        "button": ACTS[act].button,
        "kind": "danger" if ACTS[act].danger else "primary",
        "back": city_url("console:unit", unit.code),
    }
    status = status or (422 if form.is_bound else 200)
    return render(request, "installer/act.html", context, status=status)


def _way(unit: Unit, title: str) -> tuple[Crumb, ...]:
    unit_url = city_url("console:unit", unit.code)
    return crumbs(Crumb(_("单位一览"), fleet_url()), Crumb(unit.short_name, unit_url), Crumb(title))


@requires_city("city.units")
def record_stage(request: PersonRequest, code: str) -> HttpResponse:
    """Record that the unit has reached the next stage of its onboarding."""
    unit = unit_of_code(code)
    stage = next_stage(Onboarding.objects.filter(unit=unit).first())
    if stage is None:
        raise NotFound(_("本单位已上线，没有下一步要记录。"))
    data = request.POST if request.method == "POST" else None
    form = StageForm(data, initial={"stage": stage})
    if request.method != "POST" or not form.is_valid():
        return _stage_page(request, unit, stage, form)
    # A second click finds the stage recorded; it must not record the one after it.
    if form.cleaned_data["stage"] == stage:
        advance_onboarding(unit=unit, to=stage, on=form.cleaned_data["on"], by=request.person)
        messages.success(request, _("已记录“%(stage)s”。") % {"stage": stage.label})
    return redirect(city_url("console:unit", code))


def _stage_page(
    request: PersonRequest, unit: Unit, stage: OnboardingState, form: StageForm
) -> HttpResponse:
    title = _("记录“%(stage)s”") % {"stage": stage.label}
    context = {
        "head": PageHead(title, crumbs=_way(unit, title), note=unit.name),
        "form": form,
        "button": _("记录"),
        "kind": "primary",
        "back": city_url("console:unit", unit.code),
    }
    return render(request, "installer/act.html", context, status=422 if form.is_bound else 200)
