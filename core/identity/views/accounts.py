"""What the security administrator of city or county does with one account."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from core.errors import NotFound
from core.identity.areas import account_served, accounts_served
from core.identity.forms import FindAccountForm
from core.identity.models import Account
from core.identity.services import guarding
from core.identity.views.authority import ask_again
from core.ui import (
    Button,
    Column,
    Component,
    Confirm,
    DefinitionList,
    EmptyState,
    Fact,
    PageHead,
    StateTag,
    Table,
)
from core.web.access import requires_city
from core.web.confirmation import is_confirmed
from core.web.request import PersonRequest

#: The acts by their place in the address: who carries them out, and what is said afterwards.
ACTS: dict[str, tuple[Callable[..., None], Any]] = {
    "disable": (guarding.disable, gettext_lazy("账号已停用，全部登录已结束。")),
    "enable": (guarding.enable, gettext_lazy("账号已恢复，可以重新登录。")),
    "end": (guarding.end_everywhere, gettext_lazy("全部登录和设备绑定已结束。")),
    "unbind": (guarding.remove_second_factor, gettext_lazy("已解除动态口令绑定。")),
}


@requires_city("area.accounts")
@require_safe
def accounts(request: PersonRequest) -> HttpResponse:
    """Find an account of the units served, by its whole number or name."""
    form = FindAccountForm(request.GET or None)
    text = form.cleaned_data["text"] if form.is_bound and form.is_valid() else ""
    rows = list(accounts_served(request.person, text)[:50])
    table = Table(
        "accounts",
        _("账号"),
        (
            Column("name", _("姓名"), card="title"),
            Column("home", _("人事关系所在单位"), _home, width="wide"),
            Column("state", _("状态"), _state, card="aside"),
        ),
        rows,
        row_url=lambda row: reverse("identity:account", args=[row.pk]),
        empty=EmptyState(
            _("没有找到账号") if text else _("请输入要查找的人员"),
            _("须输入完整的姓名、手机号或工号；只能找到所服务单位的人员。"),
            icon="users",
        ),
    )
    context = {"head": PageHead(_("账号安全")), "form": form, "table": table}
    return render(request, "identity/accounts.html", context)


@requires_city("area.accounts")
@require_safe
def account(request: PersonRequest, account_id: UUID) -> HttpResponse:
    """One account and what may be done with it."""
    found = account_served(account_id, by=request.person)
    parts: list[Component] = [] if is_confirmed(request) else [ask_again(request)]
    facts = (
        Fact(_("人事关系所在单位"), _home(found)),
        Fact(_("状态"), _state(found)),
        Fact(_("动态口令"), _("已绑定") if found.has_second_factor else _("未绑定")),
    )
    parts.append(DefinitionList(facts))
    questions = [] if parts[0] is not parts[-1] else _questions(found)
    context = {
        "head": PageHead(found.name),
        "parts": [*parts, *questions],
        "buttons": [Button(each.title, "danger", opens=each.id) for each in questions],
    }
    return render(request, "identity/account.html", context)


@requires_city("area.accounts", again=True)
@require_POST
def act_on_account(request: PersonRequest, account_id: UUID, act: str) -> HttpResponse:
    """Carry out one of the acts; the security record keeps it."""
    if act not in ACTS:
        raise NotFound
    carry_out, done = ACTS[act]
    carry_out(account_id=account_id, by=request.person, at=timezone.now())
    messages.success(request, str(done))
    return redirect("identity:account", account_id=account_id)


def _home(row: Account) -> str:
    return row.home_unit.name if row.home_unit else _("市级平台")


def _state(row: Account) -> StateTag:
    return StateTag(_("正常"), "good") if row.is_active else StateTag(_("已停用"), "bad")


def _questions(found: Account) -> list[Confirm]:
    def ask(act: str, title: str, *effects: str) -> Confirm:
        url = reverse("identity:act_on_account", args=[found.pk, act])
        return Confirm(act, title, url, title, effects=effects, danger=True)

    asked = [
        ask("end", _("结束全部登录和设备绑定"), _("本人须在每台设备上重新完整登录。")),
        ask("disable", _("停用账号"), _("立即不能登录任何单位，正在使用的页面下一次操作即被拒绝。"))
        if found.is_active
        else ask("enable", _("恢复账号"), _("本人可以用原来的口令重新登录。")),
    ]
    if found.has_second_factor:
        effects = (
            _("仅在本人的验证器和恢复码都已丢失、并已当面核实身份时使用。"),
            _("恢复码同时失效；管理员和签发人员下次登录时须重新绑定。"),
        )
        asked.append(ask("unbind", _("解除动态口令绑定"), *effects))
    return asked
