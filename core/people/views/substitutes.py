"""代行: who acts for whom, and naming another one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.errors import DomainError
from core.identity.forms import show_refusal
from core.people.job_forms import SubstituteForm
from core.people.models import Substitution
from core.people.services.substitutes import end_substitution, name_substitute
from core.people.structure import substitutions_on
from core.people.views.parts import status_of, tabs
from core.ui import Button, Column, Confirm, EmptyState, Table
from core.web.access import requires
from core.web.request import PersonRequest


@requires("people.view")
@require_safe
def substitutes(request: PersonRequest) -> HttpResponse:
    """Who acts for whom, now and on coming days."""
    manages = request.person.may("people.manage")
    return _substitutes(request, SubstituteForm() if manages else None)


@requires("people.manage")
@require_POST
def stand_in(request: PersonRequest) -> HttpResponse:
    """Name somebody who acts for somebody."""
    form = SubstituteForm(request.POST)
    if not form.is_valid():
        return _substitutes(request, form)
    on = form.cleaned_data["on"]
    try:
        name_substitute(stand_in=form.stand_in, on=on, by=request.person, at=timezone.now())
    except DomainError as refused:
        show_refusal(form, refused)
        return _substitutes(request, form, status=refused.status)
    messages.success(request, _("已指定代行人。"))
    return redirect("people:substitutes")


@requires("people.manage")
@require_POST
def end_substitute(request: PersonRequest, substitution_id: UUID) -> HttpResponse:
    """Nobody acts by it from today."""
    now = timezone.now()
    today = timezone.localdate(now)
    end_substitution(substitution_id=substitution_id, on=today, by=request.person, at=now)
    messages.success(request, _("已结束代行。"))
    return redirect("people:substitutes")


def _substitutes(
    request: PersonRequest, form: SubstituteForm | None, *, status: int | None = None
) -> HttpResponse:
    rows = substitutions_on(timezone.localdate())
    context = {
        "form": form,
        "table": _pairs(rows, manages=form is not None),
        "tabs": tabs(request, "people:substitutes"),
        "questions": [_end_of_pair(row) for row in rows] if form else [],
    }
    return render(request, "people/substitutes.html", context, status=status or status_of(form))


def _pairs(rows: list[Substitution], *, manages: bool) -> Table:
    columns = [
        Column("member", _("本人"), lambda row: row.member.name, card="title"),
        Column("substitute", _("代行人"), lambda row: row.substitute.name, card="aside"),
        Column("kind", _("方式"), lambda row: row.get_kind_display()),
        Column("started_on", _("开始日期")),
        Column("last_day", _("最后一天"), lambda row: row.last_day or _("长期")),
        Column("reason", _("事由")),
    ]
    if manages:
        columns.append(
            Column(
                "act", "", lambda row: Button(_("结束"), opens=f"end-{row.pk}", small=True), "end"
            )
        )
    return Table(
        "substitutes",
        _("代行安排"),
        columns,
        rows,
        empty=EmptyState(
            _("没有代行安排"), _("领导外出或岗位需要AB角时，在下面指定代行人。"), icon="user-group"
        ),
    )


def _end_of_pair(row: Substitution) -> Confirm:
    names = {"name": row.member.name, "substitute": row.substitute.name}
    return Confirm(
        f"end-{row.pk}",
        _("结束%(substitute)s代%(name)s行使职责？") % names,
        reverse("people:end_substitute", args=[row.pk]),
        _("确认结束"),
        effects=(_("从今天起不能再以其名义办理；已办事项不变。"),),
    )
