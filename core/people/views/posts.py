"""任职: what somebody holds and held, with what he is in charge of and who stands in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.errors import DomainError, NotFound
from core.people.by_day import JobLine, charges_of, jobs_ever, may_stand_in_for, substitutes_of
from core.people.job_forms import EndForm, JobForm, NewJobForm
from core.people.models import Job, JobKind, Member, MemberState, Standing
from core.people.selectors import member_of
from core.people.services.jobs import appoint, change_job, end_job, make_main
from core.people.views.parts import refuse_form, show_form
from core.ui import (
    Button,
    Column,
    Crumb,
    DefinitionList,
    EmptyState,
    Fact,
    Notice,
    PageHead,
    StateTag,
    Table,
    Tag,
    day,
)
from core.ui.components.panels import Panel
from core.web.access import requires
from core.web.request import PersonRequest

_ADD, _EDIT = "people/job_add.html", "people/job_edit.html"
_PAGE = "people:posts"


@requires("people.view")
@require_safe
def page(request: PersonRequest, member_id: UUID) -> HttpResponse:
    """Somebody's posts of now and before."""
    member = member_of(member_id)
    today = timezone.localdate()
    lines = jobs_ever(member_id)
    now = [line for line in lines if line.holds_on(today)]
    manages = request.person.may("people.manage") and member.state == MemberState.ACTIVE
    parts: list[Any] = [
        *_overdue(now),
        _facts(member),
        Panel(_("现任职务"), (_table("jobs", _("现任职务"), now, manages=manages),)),
        Panel(_("历任职务"), (_table("former", _("历任职务"), _former(lines, now)),)),
    ]
    context = {"head": _head(member, manages=manages), "title": member.name, "parts": parts}
    return render(request, "ui/stacked.html", context)


@requires("people.manage")
def add(request: PersonRequest, member_id: UUID) -> HttpResponse:
    """Appoint somebody to a further post."""
    member = member_of(member_id)
    form = NewJobForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return show_form(request, _ADD, form, member=member)
    data = form.cleaned_data
    try:
        appoint(
            member_id=member_id,
            facts=form.facts,
            on=data["on"],
            main=data["main"],
            by=request.person,
            at=timezone.now(),
        )
    except DomainError as refused:
        return refuse_form(request, _ADD, form, refused, member=member)
    messages.success(request, _("已任命“%(name)s”。") % {"name": member.name})
    return redirect(_PAGE, member_id)


@requires("people.manage")
def edit(request: PersonRequest, job_id: UUID) -> HttpResponse:
    """Change a post from a day on."""
    job = _standing_job(job_id)
    form = JobForm(request.POST or None, initial=JobForm.values_of(job))
    more = {"job": job, "ending": EndForm()}
    if request.method != "POST" or not form.is_valid():
        return show_form(request, _EDIT, form, **more)
    try:
        change_job(
            job_id=job_id,
            facts=form.facts,
            on=form.cleaned_data["on"],
            by=request.person,
            at=timezone.now(),
        )
    except DomainError as refused:
        return refuse_form(request, _EDIT, form, refused, **more)
    messages.success(request, _("已保存“%(name)s”的任职。") % {"name": job.member.name})
    return redirect(_PAGE, job.member_id)


@requires("people.manage")
@require_POST
def end(request: PersonRequest, job_id: UUID) -> HttpResponse:
    """Remove somebody from a post."""
    job = _standing_job(job_id)
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("免去日期填写有误，请重填。"))
        return redirect("people:job", job_id)
    on = form.cleaned_data["ended_on"]
    end_job(job_id=job_id, on=on, by=request.person, at=timezone.now())
    messages.success(request, _("已免去“%(title)s”。") % {"title": job.title})
    return redirect(_PAGE, job.member_id)


@requires("people.manage")
@require_POST
def main(request: PersonRequest, job_id: UUID) -> HttpResponse:
    """Let a post be the main one from today."""
    now = timezone.now()
    job = make_main(job_id=job_id, on=timezone.localdate(now), by=request.person, at=now)
    messages.success(request, _("主要职务现为“%(title)s”。") % {"title": job.title})
    return redirect(_PAGE, job.member_id)


def _standing_job(job_id: UUID) -> Job:
    jobs = Job.objects.select_related("member").filter(ended_on=None)
    job = jobs.filter(pk=job_id).first()
    if job is None:
        raise NotFound
    return job


def _head(member: Member, *, manages: bool) -> PageHead:
    acts = (
        Button(_("任命"), "primary", reverse("people:add_job", args=[member.pk]), "plus"),
        Button(_("修改资料"), href=reverse("people:edit", args=[member.pk])),
        Button(_("办理调动"), href=reverse("transfers:plan", args=[member.pk])),
        Button(_("办理离开"), "danger", reverse("people:leave", args=[member.pk])),
    )
    here = member.state == MemberState.ACTIVE
    mark = StateTag(member.get_state_display(), "good" if here else "neutral")
    crumbs = (Crumb(_("人员与角色"), reverse("people:members")), Crumb(member.name))
    return PageHead(member.name, crumbs, acts if manages else (), marks=(mark,))


def _facts(member: Member) -> DefinitionList:
    today = timezone.localdate()
    departments = charges_of(member.pk, on=today)
    return DefinitionList(
        (
            Fact(_("主要职务"), member.title),
            Fact(_("内设机构"), member.department.name if member.department else ""),
            Fact(_("到岗日期"), member.started_on),
            Fact(_("分管"), _names(departments)),
            Fact(_("可由其代行"), _names(substitutes_of(member.pk, on=today))),
            Fact(_("可代行"), _names(may_stand_in_for(member.pk, on=today))),
        )
    )


def _names(rows: list[Any]) -> str:
    return "、".join(row.name for row in rows)


def _overdue(lines: list[JobLine]) -> list[Notice]:
    today = timezone.localdate()
    late = [line for line in lines if line.planned_until and line.planned_until < today]
    return [
        Notice(
            _("“%(title)s”已于%(day)s期满，请延期或办理离开。")
            % {"title": line.title, "day": day(line.planned_until)},
            kind="warn",
        )
        for line in late
    ]


def _former(lines: list[JobLine], now: list[JobLine]) -> list[JobLine]:
    """What is over, the latest first; what began and ended on one day never held."""
    over = [line for line in lines if line not in now]
    held = [line for line in over if line.last_day is None or line.last_day >= line.started_on]
    return sorted(held, key=lambda line: line.started_on, reverse=True)


def _table(name: str, label: str, lines: list[JobLine], *, manages: bool = False) -> Table:
    return Table(
        name,
        label,
        (
            Column("title", _("职务"), lambda line: line.title or _("（未填）"), card="title"),
            Column("is_main", _("主要职务"), _main_mark),
            Column("department", _("内设机构")),
            Column("standing", _("正副职"), _standing),
            Column("kind", _("任职方式"), lambda line: JobKind(line.kind).label),
            Column("started_on", _("任职日期"), card="aside"),
            Column("last_day", _("最后一天"), lambda line: line.last_day or line.planned_until),
        ),
        lines,
        row_key=lambda line: line.job_id,
        row_url=(lambda line: reverse("people:job", args=[line.job_id])) if manages else None,
        empty=EmptyState(_("没有记录"), icon="identification"),
    )


def _main_mark(line: JobLine) -> Tag | str:
    return Tag(_("主要职务"), "info") if line.is_main else ""


def _standing(line: JobLine) -> str:
    label = str(Standing(line.standing).label)
    return f"{label}（{_('主持工作')}）" if line.presides else label
