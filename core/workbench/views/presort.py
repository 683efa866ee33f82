"""秘书预排: the secretary's page, and the administrator's list of who arranges for whom."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.calendar.public import Clock, working_calendar
from core.errors import DomainError
from core.identity.forms import show_refusal
from core.inbox.boxes import BOXES
from core.inbox.placing import MOST
from core.inbox.selectors import box_items
from core.people.public import active_people
from core.ui import Button, Crumb, PageHead, PostForm
from core.web.access import requires, signed_in
from core.web.request import PersonRequest
from core.workbench.forms import AppointmentForm, order_of
from core.workbench.permissions import MANAGE
from core.workbench.rows import deadline_light, urgency_mark
from core.workbench.selectors import leader_of, standing
from core.workbench.services import appoint_secretary, arrange, end_secretary


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def presort(request: PersonRequest, leader_id: UUID) -> HttpResponse:
    """What waits for the leader, to be put into order; 404 for whoever is not the secretary."""
    leader = leader_of(leader_id, secretary_id=request.person.member)
    if request.method == "POST":
        placed = arrange(
            leader_id=leader_id,
            item_ids=order_of(request.POST),
            by=request.person,
            at=timezone.now(),
        )
        messages.success(request, _("已预排 %(n)s 件。") % {"n": placed})
        return redirect("workbench:presort", leader_id=leader_id)
    clock = Clock(working_calendar(), timezone.now())
    items = box_items(leader.account_id, BOXES["act"])[:MOST]
    head = PageHead(
        _("为%(name)s预排") % {"name": leader.name},
        crumbs=(Crumb(_("工作台"), reverse("workbench:home")), Crumb(_("秘书预排"))),
        note=_("填写顺序号后保存；不填的按紧急程度和时间排在后面。不会隐藏任何事项。"),
    )
    lines = [(item, urgency_mark(item), deadline_light(item, clock)) for item in items]
    return render(request, "workbench/presort.html", {"head": head, "lines": lines})


@requires(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def secretaries(request: PersonRequest) -> HttpResponse:
    """Who arranges for whom; a new pair."""
    form = AppointmentForm(request.POST or None, people=active_people())
    if request.method == "POST" and form.is_valid() and _appointed(request, form):
        return redirect("workbench:secretaries")
    return _listed(request, form, status=422 if form.errors else 200)


@requires(MANAGE)
@require_POST
def end(request: PersonRequest, appointment_id: UUID) -> HttpResponse:
    """The secretary arranges no more."""
    ended = end_secretary(appointment_id=appointment_id, by=request.person, at=timezone.now())
    names = {"leader": ended.leader.name, "secretary": ended.secretary.name}
    messages.success(request, _("“%(secretary)s”不再为“%(leader)s”预排。") % names)
    return redirect("workbench:secretaries")


def _appointed(request: PersonRequest, form: AppointmentForm) -> bool:
    try:
        appoint_secretary(**form.cleaned_data, by=request.person, at=timezone.now())
    except DomainError as refused:
        show_refusal(form, refused)
        return False
    messages.success(request, _("已设置。"))
    return True


def _listed(request: PersonRequest, form: AppointmentForm, *, status: int) -> HttpResponse:
    note = _("秘书可以把领导的待办排好先后，领导能看到是谁排的；秘书因此能看到这些事项的标题。")
    context: dict[str, Any] = {
        "head": PageHead(_("秘书预排"), note=note),
        "appointments": list(standing()),
        "form": PostForm(form, Button(_("添加"), "primary")),
    }
    return render(request, "workbench/secretaries.html", context, status=status)
