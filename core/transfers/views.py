"""调动: the list, planning, the other side's word, and letting the person go."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.context import current_unit
from core.errors import DomainError, NotFound
from core.identity.forms import show_refusal
from core.people.job_forms import LeavingForm
from core.people.models import MemberState
from core.people.selectors import member_of
from core.people.services.leaving import open_matters_of
from core.people.views.leaving import panel_of
from core.people.views.parts import refuse_form, show_form, status_of, tabs
from core.transfers.forms import PlanForm, ReceptionForm
from core.transfers.models import Transfer, TransferState
from core.transfers.selectors import is_open, reception_of, transfer_here, transfers_here
from core.transfers.services import answer_transfer, plan_transfer, release, withdraw_transfer
from core.ui import (
    Column,
    Confirm,
    DefinitionList,
    EmptyState,
    Fact,
    ListState,
    StateTag,
    Table,
    keyset_page,
)
from core.web.access import requires
from core.web.request import PersonRequest

_PLAN, _ONE = "transfers/plan.html", "transfers/one.html"


@requires("people.manage")
@require_safe
def listing(request: PersonRequest) -> HttpResponse:
    """Who comes and who goes, the latest first."""
    state = ListState.of(request, "transfers")
    rows = transfers_here()
    page = keyset_page(rows, order=("-created_at", "-id"), state=state, count=rows.count())
    table = Table(
        "transfers",
        _("调动"),
        (
            Column("name", _("姓名"), card="title"),
            Column("way", _("方向"), lambda row: _("调出") if _is_ours(row) else _("调入")),
            Column("from_unit", _("调出单位"), lambda row: row.from_unit.short_name),
            Column("to_unit", _("接收单位"), lambda row: row.to_unit.short_name),
            Column("planned_on", _("预计调出日期")),
            Column("state", _("状态"), _state, card="aside"),
        ),
        page.rows,
        state,
        row_url=lambda row: reverse("transfers:one", args=[row.pk]),
        count=page.count,
        pages=page.pagination,
        empty=EmptyState(
            _("没有调动"), _("在人员的“任职”页面点“办理调动”。"), icon="arrows-right-left"
        ),
    )
    context = {"table": table, "tabs": tabs(request, "transfers:listing")}
    return render(request, "transfers/listing.html", context)


@requires("people.manage")
def plan(request: PersonRequest, member_id: UUID) -> HttpResponse:
    """Offer one of our people to another unit."""
    member = member_of(member_id)
    if member.state == MemberState.LEFT:
        raise NotFound
    form = PlanForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return show_form(request, _PLAN, form, member=member)
    try:
        made = plan_transfer(
            member_id=member_id, plan=form.plan, by=request.person, at=timezone.now()
        )
    except DomainError as refused:
        return refuse_form(request, _PLAN, form, refused, member=member)
    messages.success(request, _("已提交，等待接收单位确认。"))
    return redirect("transfers:one", made.pk)


@requires("people.manage")
@require_safe
def one(request: PersonRequest, transfer_id: UUID) -> HttpResponse:
    """A transfer, with what this unit has to do now."""
    transfer = transfer_here(transfer_id)
    return _page(request, transfer, _form_for(transfer))


@requires("people.manage")
@require_POST
def agree(request: PersonRequest, transfer_id: UUID) -> HttpResponse:
    """The receiving unit agrees, with the post that waits."""
    transfer = transfer_here(transfer_id)
    form = ReceptionForm(request.POST)
    if not form.is_valid():
        return _page(request, transfer, form)
    try:
        answer_transfer(
            transfer_id=transfer_id, post=form.post, by=request.person, at=timezone.now()
        )
    except DomainError as refused:
        return _refused(request, transfer, form, refused)
    messages.success(request, _("已确认接收，等待对方办理调出。"))
    return redirect("transfers:one", transfer_id)


@requires("people.manage")
@require_POST
def decline(request: PersonRequest, transfer_id: UUID) -> HttpResponse:
    """The receiving unit declines."""
    answer_transfer(transfer_id=transfer_id, post=None, by=request.person, at=timezone.now())
    messages.success(request, _("已退回，对方可以看到。"))
    return redirect("transfers:one", transfer_id)


@requires("people.manage")
@require_POST
def withdraw(request: PersonRequest, transfer_id: UUID) -> HttpResponse:
    """The home unit takes its offer back."""
    withdraw_transfer(transfer_id=transfer_id, by=request.person, at=timezone.now())
    messages.success(request, _("已撤回调动。"))
    return redirect("transfers:listing")


@requires("people.manage")
@require_POST
def let_go(request: PersonRequest, transfer_id: UUID) -> HttpResponse:
    """The home unit hands over and lets the person go."""
    transfer = transfer_here(transfer_id)
    member = member_of(transfer.member_id)
    form = LeavingForm(open_matters_of(member), member.pk, request.POST)
    if not form.is_valid():
        return _page(request, transfer, form)
    try:
        release(
            transfer_id=transfer_id,
            successors=form.successors,
            by=request.person,
            at=timezone.now(),
        )
    except DomainError as refused:
        return _refused(request, transfer, form, refused)
    messages.success(request, _("“%(name)s”已调出。") % {"name": transfer.name})
    return redirect("transfers:one", transfer_id)


def _is_ours(transfer: Transfer) -> bool:
    return transfer.from_unit_id == current_unit().id


def _form_for(transfer: Transfer) -> forms.Form | None:
    """What this unit fills in now; None where the other side is next."""
    answered = reception_of(transfer) is not None
    if not is_open(transfer) or answered != _is_ours(transfer):
        return None
    if not answered:
        return ReceptionForm(initial={"title": transfer.title})
    member = member_of(transfer.member_id)
    return LeavingForm(open_matters_of(member), member.pk)


def _page(
    request: PersonRequest,
    transfer: Transfer,
    form: forms.Form | None,
    status: int | None = None,
) -> HttpResponse:
    groups = form.groups if isinstance(form, LeavingForm) else []
    context = {
        "transfer": transfer,
        "facts": _facts(transfer),
        "form": form,
        "releasing": isinstance(form, LeavingForm),
        "panels": [panel_of(number, group) for number, group in enumerate(groups)],
        "question": _question(transfer),
    }
    return render(request, _ONE, context, status=status or status_of(form))


def _refused(
    request: PersonRequest, transfer: Transfer, form: forms.Form, refused: DomainError
) -> HttpResponse:
    show_refusal(form, refused)
    return _page(request, transfer, form, refused.status)


def _facts(transfer: Transfer) -> DefinitionList:
    answer = reception_of(transfer)
    return DefinitionList(
        (
            Fact(_("姓名"), transfer.name),
            Fact(_("现任职务"), transfer.title),
            Fact(_("调出单位"), transfer.from_unit.name),
            Fact(_("接收单位"), transfer.to_unit.name),
            Fact(_("预计调出日期"), transfer.planned_on),
            Fact(_("依据或事由"), transfer.reason),
            Fact(_("经办人"), transfer.planned_by),
            Fact(_("拟任职务"), answer.title if answer else ""),
            Fact(_("接收单位经办人"), answer.answered_by if answer else ""),
            Fact(_("调出日期"), transfer.released_on),
            Fact(_("状态"), _state(transfer)),
        )
    )


def _state(transfer: Transfer) -> StateTag:
    answer = reception_of(transfer)
    if transfer.state != TransferState.PLANNED or answer is None:
        done = transfer.state in {TransferState.DONE, TransferState.RELEASED}
        tone = "good" if done else "warn" if is_open(transfer) else "neutral"
        return StateTag(transfer.get_state_display(), tone)  # type: ignore[arg-type]
    if answer.agreed:
        return StateTag(_("已同意接收，待调出"), "info")
    return StateTag(_("对方已退回"), "bad")


def _question(transfer: Transfer) -> Confirm | None:
    """Taking back, or declining; None where neither is this unit's to do."""
    if transfer.state != TransferState.PLANNED:
        return None
    ours: dict[str, Any] = {"danger": True}
    if _is_ours(transfer):
        return Confirm(
            "undo",
            _("撤回“%(name)s”的调动？") % {"name": transfer.name},
            reverse("transfers:withdraw", args=[transfer.pk]),
            _("确认撤回"),
            effects=(_("对方将看到已撤回；人员仍在本单位，任职不变。"),),
            **ours,
        )
    if reception_of(transfer) is not None:
        return None
    return Confirm(
        "undo",
        _("不接收“%(name)s”？") % {"name": transfer.name},
        reverse("transfers:decline", args=[transfer.pk]),
        _("确认退回"),
        effects=(_("对方将看到已退回；以后可重新提出。"),),
        **ours,
    )
