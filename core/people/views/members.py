"""人员: the list, adding, changing, a fresh activation code."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.audit.public import reads_personal_data
from core.context import UnitRef, open_unit
from core.errors import DomainError
from core.people.forms import MemberForm, NewMemberForm
from core.people.models import Member, MemberState
from core.people.roles import UNIT_ADMIN
from core.people.scopes import members_seen
from core.people.selectors import member_of, posts_not_counting, role_titles, roles_held
from core.people.services.administrators import open_requests
from core.people.services.joining import Added, add_member, renew_code
from core.people.services.members import update_member
from core.people.views.parts import refuse_form, show_form, tabs
from core.ui.components.buttons import Button
from core.ui.components.dialogs import Confirm
from core.ui.components.lists import ListState
from core.ui.components.marks import StateTag
from core.ui.components.notices import EmptyState
from core.ui.components.pages import keyset_page
from core.ui.components.tables import Column, Filter, Table
from core.ui.links import city_url
from core.web.access import requires
from core.web.confirmation import confirm_url, is_confirmed
from core.web.request import PersonRequest
from core.web.scope import own_transactions

_ADD, _EDIT = "people/member_add.html", "people/member_edit.html"


@requires("people.view")
@require_safe
@reads_personal_data("people:members", "name", "title", "mobile")
def listing(request: PersonRequest) -> HttpResponse:
    """Everyone in the order of office; found by name, pinyin, initials, title or number."""
    state = ListState.of(request, "members")
    left = state.value("state") == MemberState.LEFT
    found = members_seen(request.person, state.value("name"), left=left)
    page = keyset_page(
        found, order=("rank_order", "started_on", "id"), state=state, count=found.count()
    )
    manages = request.person.may("people.manage")
    export = _export_url(state, "xlsx") if manages else ""
    more = {"count": page.count, "pages": page.pagination, "export_url": export}
    table = _table(page.rows, state, **more)
    # Whoever has not proved to be there of late is led to the proof first.
    confirmed = is_confirmed(request)
    acts = (
        Button(_("添加人员"), "primary", reverse("people:add"), "plus"),
        Button(_("导入名单"), href=reverse("people:lists"), icon="arrow-up-tray"),
        Button(
            _("打印激活通知单"),
            icon="printer",
            opens="slips" if confirmed else "",
            href="" if confirmed else confirm_url(request),
        ),
        Button(_("导出 CSV"), "quiet", _export_url(state, "csv")),
    )
    context = {
        "table": table,
        "tabs": tabs(request, "people:members"),
        "acts": acts if manages else (),
        "slips": _slips_question() if is_confirmed(request) else None,
    }
    return render(request, "people/members.html", context)


@requires("people.manage")
@own_transactions
@never_cache
def add(request: PersonRequest) -> HttpResponse:
    """Add somebody. The code to hand over is on the answer, and nowhere afterwards."""
    unit = _unit(request)
    with open_unit(unit):
        form = NewMemberForm(request.POST or None)
        if request.method != "POST" or not form.is_valid():
            return show_form(request, _ADD, form)
    try:
        added = add_member(unit=unit, newcomer=form.newcomer, by=request.person, at=timezone.now())
    except DomainError as refused:
        with open_unit(unit):
            return refuse_form(request, _ADD, form, refused)
    with open_unit(unit):
        return _slip(request, added)


@requires("people.manage")
def edit(request: PersonRequest, member_id: UUID) -> HttpResponse:
    """Change what the unit says about somebody, and the roles held."""
    member = member_of(member_id)
    held = roles_held([member])[member.pk]
    form = MemberForm(request.POST or None, initial=MemberForm.values_of(member, held))
    asked = member.pk in open_requests()
    more = {"member": member, "questions": _questions(member), "asked": asked}
    more["confirm_first"] = "" if is_confirmed(request) else confirm_url(request)
    if request.method != "POST" or not form.is_valid():
        return show_form(request, _EDIT, form, **more)
    try:
        update_member(
            member_id=member_id,
            facts=form.facts,
            roles=form.cleaned_data["roles"],
            by=request.person,
            at=timezone.now(),
        )
    except DomainError as refused:
        return refuse_form(request, _EDIT, form, refused, **more)
    messages.success(request, _("已保存“%(name)s”。") % {"name": form.facts.name})
    if UNIT_ADMIN in set(form.cleaned_data["roles"]) - set(held):
        messages.info(request, _("担任单位管理员须由市或区县安全管理员审批，已提交申请。"))
    return redirect("people:posts", member_id)


@requires("people.manage")
@own_transactions
@never_cache
@require_POST
def fresh_code(request: PersonRequest, member_id: UUID) -> HttpResponse:
    """A fresh activation code, for a slip that was lost."""
    unit = _unit(request)
    code = renew_code(unit=unit, member_id=member_id, by=request.person, at=timezone.now())
    with open_unit(unit):
        member = member_of(member_id)
        return _slip(request, Added(member.name, member.pk, member.account_id, code))


def _slip(request: PersonRequest, added: Added) -> HttpResponse:
    address = request.build_absolute_uri(city_url("identity:activate"))
    context = {"added": added, "unit": request.unit_row, "activate_url": address}
    return render(request, "people/slip.html", context)


def _export_url(state: ListState, ending: str) -> str:
    return ListState(reverse("people:export", args=[ending]), state.query).url()


def _unit(request: PersonRequest) -> UnitRef:
    assert request.unit_row is not None  # noqa: S101 (these pages stand inside a unit)
    return request.unit_row


def _table(rows: list[Member], state: ListState, **more: Any) -> Table:
    held, titles = roles_held(rows), role_titles()
    waiting = posts_not_counting(rows)
    states = Filter("choice", ((MemberState.LEFT, _("已离开")),))
    return Table(
        "members",
        _("本单位人员"),
        (
            Column("name", _("姓名"), filter=Filter(), card="title"),
            Column("title", _("职务"), card="aside"),
            Column("department", _("内设机构"), lambda row: row.department and row.department.name),
            Column("mobile", _("手机号")),
            Column("roles", _("角色"), lambda row: _role_names(held[row.pk], titles)),
            Column("state", _("状态"), partial(_state_tag, waiting), filter=states),
        ),
        rows,
        state,
        row_url=lambda row: reverse("people:posts", args=[row.pk]),
        empty=EmptyState(
            _("没有符合条件的人员"), _("可换姓名、拼音首字母或职务再查。"), icon="users"
        ),
        **more,
    )


def _role_names(codes: list[str], titles: dict[str, str]) -> str:
    return "、".join(title for code, title in titles.items() if code in codes)


def _state_tag(waiting: dict[UUID, bool], member: Member) -> StateTag:
    if member.pk in waiting and member.state == MemberState.ACTIVE:
        return StateTag(_("待确认"), "warn") if waiting[member.pk] else StateTag(_("未确认"), "bad")
    here = member.state == MemberState.ACTIVE
    return StateTag(member.get_state_display(), "good" if here else "neutral")


def _slips_question() -> Confirm:
    return Confirm(
        "slips",
        _("为尚未激活的全部人员打印激活通知单？"),
        reverse("people:slips"),
        _("生成并打印"),
        effects=(_("每页8张，激活码只显示一次"), _("以前发给这些人员的激活码立即失效")),
    )


def _questions(member: Member) -> list[Confirm]:
    """The acts that are asked about once more."""
    if member.state == MemberState.LEFT:
        return []
    return [
        Confirm(
            "reset",
            _("为“%(name)s”发起口令重置？") % {"name": member.name},
            reverse("people:reset", args=[member.pk]),
            _("发起"),
            effects=(
                _("只能为人事关系在本单位的人员发起，24小时内有效"),
                _("代码只告知本人，管理员看不到完整代码；动态口令不变；安全管理员会收到通知"),
            ),
        ),
        Confirm(
            "code",
            _("重新生成激活码？"),
            reverse("people:code", args=[member.pk]),
            _("生成"),
            effects=(_("以前发出的激活码立即失效"), _("已设置口令的人员不需要激活码")),
        ),
    ]
