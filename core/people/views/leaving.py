"""办理离开: what is open, who takes it over, and then the member is closed (R57)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError, NotFound
from core.identity.forms import show_refusal
from core.people.job_forms import LeavingForm
from core.people.models import Member, MemberState
from core.people.selectors import member_of
from core.people.services.leaving import MatterGroup, close_member, open_matters_of
from core.people.views.parts import status_of
from core.ui import Column, Table
from core.ui.components.panels import Panel
from core.web.access import requires
from core.web.request import PersonRequest

#: How many matters of a kind are listed; the count says how many there are.
_SHOWN = 20


@requires("people.manage")
def leave(request: PersonRequest, member_id: UUID) -> HttpResponse:
    """Somebody leaves: the list of what is open with a successor for each kind."""
    member = member_of(member_id)
    if member.state == MemberState.LEFT:
        raise NotFound
    groups = open_matters_of(member)
    form = LeavingForm(groups, member_id, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, member, groups, form, status_of(form))
    try:
        close_member(
            member_id=member_id,
            by=request.person,
            at=timezone.now(),
            successors=form.successors,
        )
    except DomainError as refused:
        show_refusal(form, refused)
        return _page(request, member, groups, form, refused.status)
    messages.success(request, _("“%(name)s”已离开本单位，不能再进入。") % {"name": member.name})
    return redirect("people:members")


def _page(
    request: PersonRequest,
    member: Member,
    groups: list[MatterGroup],
    form: LeavingForm,
    status: int,
) -> HttpResponse:
    context = {
        "member": member,
        "form": form,
        "panels": [panel_of(number, group) for number, group in enumerate(groups)],
        "required": any(group.required for group in groups),
        "above": reverse("people:posts", args=[member.pk]),
    }
    return render(request, "people/leave.html", context, status=status)


def panel_of(number: int, group: MatterGroup) -> Panel:
    """One kind of open matters, each line leading to its page."""
    count = len(group.matters)
    columns = [Column("title", _("事项"), card="title")]
    if any(matter.step for matter in group.matters):
        columns.append(Column("step", _("环节"), card="aside"))
    table = Table(
        f"open{number}",
        group.title,
        columns,
        group.matters[:_SHOWN],
        row_key=lambda matter: matter.reference,
        row_url=lambda matter: matter.url and get_script_prefix() + matter.url,
        count=count if count > _SHOWN else None,
    )
    return Panel(group.title, (table,))
