"""分管: who is in charge of which department, today or on a day of the past."""

from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.errors import DomainError
from core.identity.forms import show_refusal
from core.people.by_day import JobLine
from core.people.job_forms import ChargeForm
from core.people.services.charges import put_in_charge, relieve
from core.people.structure import (
    ChargeLine,
    DepartmentLine,
    departments_on,
    leadership_on,
)
from core.people.views.parts import status_of, tabs
from core.ui import Button, Column, Confirm, EmptyState, Table
from core.web.access import requires
from core.web.request import PersonRequest


@requires("people.view")
@require_safe
def listing(request: PersonRequest) -> HttpResponse:
    """Every department with its leader in charge, heads and deputies, today or on a day."""
    return _portfolio(request, _charge_form(request))


@requires("people.manage")
@require_POST
def deal_out(request: PersonRequest) -> HttpResponse:
    """Put a leader in charge of departments."""
    form = ChargeForm(request.POST)
    if not form.is_valid():
        return _portfolio(request, form)
    try:
        put_in_charge(
            member_id=form.cleaned_data["member"],
            department_ids=form.cleaned_data["departments"],
            on=form.cleaned_data["on"],
            until=form.until,
            by=request.person,
            at=timezone.now(),
        )
    except DomainError as refused:
        show_refusal(form, refused)
        return _portfolio(request, form, status=refused.status)
    messages.success(request, _("已安排分管。"))
    return redirect("people:portfolio")


@requires("people.manage")
@require_POST
def end_charge(request: PersonRequest, charge_id: UUID) -> HttpResponse:
    """Nobody is in charge of it from today."""
    now = timezone.now()
    relieve(charge_id=charge_id, on=timezone.localdate(now), by=request.person, at=now)
    messages.success(request, _("已结束分管。"))
    return redirect("people:portfolio")


def _charge_form(request: PersonRequest) -> ChargeForm | None:
    return ChargeForm() if request.person.may("people.manage") else None


def _portfolio(
    request: PersonRequest, form: ChargeForm | None, *, status: int | None = None
) -> HttpResponse:
    on = _day(request)
    lines = departments_on(on)
    manages = request.person.may("people.manage")
    context = {
        "form": form,
        "on": on,
        "table": _departments(lines, manages=manages),
        "leaders": _leaders(leadership_on(on), lines),
        "tabs": tabs(request, "people:portfolio"),
        "questions": [_end_of(line.charge, line.name) for line in _own(lines)] if manages else [],
    }
    return render(request, "people/portfolio.html", context, status=status or status_of(form))


def _day(request: PersonRequest) -> date:
    """The day that is asked for in the address, else today."""
    with suppress(ValueError):
        return parse_date(request.GET.get("on", "")) or timezone.localdate()
    return timezone.localdate()


def _own(lines: list[DepartmentLine]) -> list[DepartmentLine]:
    return [line for line in lines if line.charge and not line.charge.inherited]


def _departments(lines: list[DepartmentLine], *, manages: bool) -> Table:
    columns = [
        Column("name", _("内设机构"), lambda line: line.indented, card="title"),
        Column("charge", _("分管领导"), _in_charge, card="aside"),
        Column("since", _("分管日期"), lambda line: line.charge and line.charge.started_on),
        Column("heads", _("正职"), lambda line: _people(line.heads)),
        Column("deputies", _("副职"), lambda line: _people(line.deputies)),
    ]
    if manages:
        columns.append(Column("act", "", _end_button, align="end"))
    return Table(
        "portfolio",
        _("分管安排"),
        columns,
        lines,
        empty=EmptyState(_("还没有内设机构"), _("先在“内设机构”中添加。"), icon="building-office"),
    )


def _leaders(leaders: list[JobLine], lines: list[DepartmentLine]) -> Table:
    held: dict[Any, list[str]] = {}
    for line in _own(lines):
        assert line.charge is not None  # noqa: S101 (those alone are asked for)
        held.setdefault(line.charge.member_id, []).append(line.name)
    return Table(
        "leadership",
        _("领导班子"),
        (
            Column("name", _("姓名"), card="title"),
            Column("title", _("职务"), card="aside"),
            Column("held", _("分管"), lambda line: "、".join(held.get(line.member_id, []))),
        ),
        leaders,
        row_key=lambda line: line.job_id,
        row_url=lambda line: reverse("people:posts", args=[line.member_id]),
        empty=EmptyState(
            _("还没有登记领导班子"), _("任命时正副职选“正职”或“副职”，内设机构不填。"), icon="users"
        ),
    )


def _in_charge(line: DepartmentLine) -> str:
    if line.charge is None:
        return ""
    name = f"{line.charge.name}　{line.charge.title}"
    return f"{name}（{_('随上级机构')}）" if line.charge.inherited else name


def _people(lines: tuple[JobLine, ...]) -> str:
    return "、".join(line.name for line in lines)


def _end_button(line: DepartmentLine) -> Button | str:
    if line.charge is None or line.charge.inherited:
        return ""
    return Button(_("结束"), opens=f"end-{line.charge.charge_id}", small=True)


def _end_of(charge: ChargeLine | None, department: str) -> Confirm | None:
    if charge is None:
        return None
    return Confirm(
        f"end-{charge.charge_id}",
        _("结束%(name)s对“%(department)s”的分管？")
        % {"name": charge.name, "department": department},
        reverse("people:end_charge", args=[charge.charge_id]),
        _("确认结束"),
        effects=(_("从今天起不再分管；以前的分管记录保留。"),),
    )
