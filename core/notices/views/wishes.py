"""我的 → 通知设置: which channels at which urgency, and when not."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.notices.forms import WishesForm
from core.notices.selectors import open_gateways, wishes_of
from core.notices.services import set_wishes
from core.ui import Button, Crumb, Notice, PageHead, PostForm
from core.ui.components.base import Component
from core.ui.links import city_url
from core.web.access import signed_in
from core.web.request import PersonRequest


@signed_in
def wishes(request: PersonRequest) -> HttpResponse:
    """Show and keep how the person wants to be told."""
    account_id, gateways = request.person.account_id, open_gateways()
    shown = WishesForm.values_of(wishes_of(account_id), gateways)
    form = WishesForm(request.POST or None, initial=shown, gateways=gateways)
    if request.method == "POST" and form.is_valid():
        begins, ends = form.hours
        set_wishes(account_id=account_id, channels=form.channels, quiet_from=begins, quiet_to=ends)
        messages.success(request, _("通知设置已保存。"))
        return redirect("notices:wishes")
    crumbs = (Crumb(_("消息"), city_url("notices:list")),)
    act = Button(_("保存"), "primary")
    parts: list[Component] = [_said(bool(gateways)), PostForm(form, act)]
    context = {"head": PageHead(_("通知设置"), crumbs=crumbs), "parts": parts}
    return render(request, "ui/stacked.html", context, status=422 if form.errors else 200)


def _said(has_gateways: bool) -> Notice:
    if has_gateways:
        return Notice(_("站内消息始终保留。站外渠道按紧急程度选择。"))
    return Notice(_("全市还没有开通站外渠道，消息只在站内显示。"))
