"""权限: what a person may do, where each permission comes from, and how far a role reaches."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.contracts.people import DataScope
from core.errors import DomainError, NotFound, PermissionRefused
from core.files.public import as_csv, as_xlsx
from core.identity.forms import show_refusal
from core.people.effective import (
    SCOPE_WORDS,
    EffectiveLine,
    GrantLine,
    effective_permissions,
    effective_rows,
    grants_of,
)
from core.people.models import Member, MemberState
from core.people.selectors import member_of
from core.people.services.roles import Limits, limit_role
from core.people.views.lists import download
from core.ui.components.base import Component
from core.ui.components.buttons import Button
from core.ui.components.heads import Crumb, PageHead
from core.ui.components.marks import StateTag
from core.ui.components.notices import EmptyState
from core.ui.components.panels import Panel
from core.ui.components.tables import Column, Table
from core.ui.dates import day
from core.web.access import requires
from core.web.request import PersonRequest

_DAY = {"type": "date"}


class LimitForm(forms.Form):
    """How far a role reaches, and on which days it counts."""

    scope = forms.ChoiceField(
        label=gettext_lazy("范围"),
        choices=[(scope.value, words) for scope, words in SCOPE_WORDS.items()],
        help_text=gettext_lazy("不能限定范围的权限，在限定范围的角色中不生效。"),
    )
    first_day = forms.DateField(
        label=gettext_lazy("起始日期"),
        required=False,
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
    )
    last_day = forms.DateField(
        label=gettext_lazy("截止日期"),
        required=False,
        help_text=gettext_lazy("当天仍然有效；不填的，长期有效。"),
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
    )

    @property
    def limits(self) -> Limits:
        """What was typed, as the service takes it."""
        data = self.cleaned_data
        return Limits(DataScope(data["scope"]), data["first_day"], data["last_day"])


@requires("people.view")
def permissions(request: PersonRequest, member_id: UUID) -> HttpResponse:
    """What somebody may do: one's own, or anybody's for whoever manages people."""
    member = _seen(request, member_id)
    manages = request.person.may("people.manage")
    lines = effective_permissions(member)
    parts: tuple[Component, ...] = (
        Panel(_("担任的角色"), (_roles(member, grants_of(member), manages),)),
        Panel(_("权限与来源"), (_table(member, lines),)),
    )
    head = PageHead(
        _("%(name)s的权限") % {"name": member.name},
        crumbs=(
            Crumb(_("人员与角色"), reverse("people:members")),
            Crumb(_("%(name)s的权限") % {"name": member.name}),
        ),
        acts=(Button(_("导出 CSV"), "quiet", _export_url(member, "csv")),),
    )
    return render(request, "ui/stacked.html", {"head": head, "parts": parts})


@requires("people.view")
def export(request: PersonRequest, member_id: UUID, ending: str) -> HttpResponse:
    """The same table as a file."""
    member = _seen(request, member_id)
    head, rows = effective_rows(effective_permissions(member))
    if ending not in {"csv", "xlsx"}:
        raise NotFound
    title = _("%(name)s的权限") % {"name": member.name}
    content = as_csv(head, rows) if ending == "csv" else as_xlsx(_("权限"), head, rows)
    return download(content, title, ending)


@requires("people.manage")
def limit(request: PersonRequest, member_id: UUID, role: str) -> HttpResponse:
    """Say how far a role of somebody reaches, and on which days it counts."""
    member = member_of(member_id)
    grant = next((each for each in grants_of(member) if each.role == role), None)
    if grant is None:
        raise NotFound
    shown = {"scope": grant.scope, "first_day": grant.first_day, "last_day": grant.last_day}
    form = LimitForm(request.POST or None, initial=shown)
    context = {"form": form, "member": member, "grant": grant}
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "people/limit.html", context, status=status)
    try:
        limit_role(
            member=member,
            role=role,
            to=form.limits,
            by=request.person,
            at=timezone.now(),
        )
    except DomainError as refused:
        show_refusal(form, refused)
        return render(request, "people/limit.html", context, status=refused.status)
    messages.success(request, _("已保存。"))
    return redirect("people:permissions", member_id)


def _seen(request: PersonRequest, member_id: UUID) -> Member:
    member = member_of(member_id)
    if member.pk != request.person.member_id and not request.person.may("people.manage"):
        raise PermissionRefused(permission="people.manage")
    return member


def _roles(member: Member, grants: list[GrantLine], manages: bool) -> Table:
    changes = manages and member.state == MemberState.ACTIVE
    return Table(
        name="grants",
        label=_("担任的角色"),
        columns=(
            Column("title", _("角色"), card="title"),
            Column("scope", _("范围"), lambda one: SCOPE_WORDS[one.scope]),
            Column("days", _("期限"), _days, card="aside"),
        ),
        rows=grants,
        row_key=lambda one: one.role,
        row_url=(lambda one: reverse("people:limit", args=[member.pk, one.role]))
        if changes
        else None,
        empty=EmptyState(_("没有担任任何角色"), _("角色在人员的修改页面授予。"), icon="key"),
    )


def _table(member: Member, lines: list[EffectiveLine]) -> Table:
    return Table(
        name="permissions",
        label=_("权限与来源"),
        columns=(
            Column("permission", _("权限"), lambda one: one.permission.title, card="title"),
            Column("code", _("代码"), lambda one: one.permission.code, card="none"),
            Column("source", _("来源"), lambda one: one.grant.title),
            Column("scope", _("范围"), lambda one: SCOPE_WORDS[one.grant.scope]),
            Column("days", _("期限"), lambda one: _days(one.grant)),
            Column("counts", _("是否生效"), _counts, card="aside"),
        ),
        rows=lines,
        row_key=lambda one: f"{one.permission.code}{one.grant.role}",
        count=len(lines),
        export_url=_export_url(member, "xlsx"),
        empty=EmptyState(
            _("没有任何权限"), _("授予角色后，这里列出各项权限及其来源。"), icon="key"
        ),
    )


def _days(grant: GrantLine) -> str:
    if grant.first_day and grant.last_day:
        return _("%(first)s至%(last)s") % {
            "first": day(grant.first_day),
            "last": day(grant.last_day),
        }
    if grant.first_day:
        return _("%(first)s起") % {"first": day(grant.first_day)}
    return _("至%(day)s") % {"day": day(grant.last_day)} if grant.last_day else _("长期")


def _counts(line: EffectiveLine) -> StateTag:
    return StateTag(line.why_not or _("生效"), "good" if line.counts else "neutral")


def _export_url(member: Member, ending: str) -> str:
    return reverse("people:permissions_export", args=[member.pk, ending])
