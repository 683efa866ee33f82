"""消息渠道: the city sets up its gateways and tries them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from core.contracts.urgency import NoticeUrgency
from core.errors import NotFound
from core.notices.channels import NotSent
from core.notices.gateway_forms import GatewayForm
from core.notices.gateways.presets import PRESETS
from core.notices.gateways.receipts import take_receipts
from core.notices.models import Gateway
from core.notices.services import save_gateway
from core.notices.trying import try_gateway
from core.ui import (
    Button,
    Column,
    Confirm,
    Crumb,
    DefinitionList,
    EmptyState,
    Fact,
    PageHead,
    PostForm,
    StateTag,
    Table,
)
from core.ui.components.base import Component
from core.ui.components.panels import Panel
from core.ui.links import city_url
from core.web.access import public, requires_city
from core.web.request import PersonRequest
from core.web.scope import own_transactions

system = requires_city("city.system")


@system
@require_safe
def listing(request: PersonRequest) -> HttpResponse:
    """Every gateway, and when people are told by it."""
    acts = tuple(
        Button(preset.title, href=f"{reverse('city_notices:new_gateway')}?preset={preset.code}")
        for preset in PRESETS
    )
    table = Table(
        name="gateways",
        label=_("消息渠道"),
        columns=(
            Column("title", _("渠道名称"), card="title", width="wide"),
            Column("state", _("状态"), _state, card="aside"),
            Column("default_for", _("默认用于"), _defaults),
            Column("changed_at", _("修改时间")),
        ),
        rows=list(Gateway.objects.order_by("code")),
        row_url=lambda row: reverse("city_notices:gateway", args=[row.code]),
        empty=EmptyState(_("还没有消息渠道"), _("从上方的模板开始添加。"), icon="signal"),
    )
    head = PageHead(_("消息渠道"), acts=acts, note=_("站内消息始终开通；这里是平台之外的渠道。"))
    return render(request, "ui/stacked.html", {"head": head, "parts": [table]})


@system
@sensitive_post_parameters("token", "secret")
def new(request: PersonRequest) -> HttpResponse:
    """Begin with a template."""
    preset = next((p for p in PRESETS if p.code == request.GET.get("preset")), PRESETS[0])
    shown = {**preset.setup.as_json(), "title": preset.title, "code": preset.code}
    form = GatewayForm(request.POST or None, initial={**shown, "driver": "http"})
    if request.method == "POST" and form.is_valid():
        if not Gateway.objects.filter(code=form.cleaned_data["code"]).exists():
            return _saved(Gateway(code=form.cleaned_data["code"]), form)
        form.add_error("code", _("这个代码已有渠道使用。"))
    return _page(request, form, preset.title)


@system
@sensitive_post_parameters("token", "secret")
def edit(request: PersonRequest, code: str) -> HttpResponse:
    """Change a gateway; secrets that are left empty stay."""
    gateway = _gateway(code)
    form = GatewayForm(request.POST or None, initial=GatewayForm.values_of(gateway))
    if request.method == "POST" and form.is_valid():
        return _saved(gateway, form)
    return _page(request, form, gateway.title, gateway)


@system
@require_POST
@own_transactions
def send_test(request: PersonRequest, code: str) -> HttpResponse:
    """Send the asker a test notice, and say what the gateway answered. No transaction is open."""
    try:
        try_gateway(code=code, by=request.person)
    except NotSent as refused:
        messages.error(request, _("测试消息没有发出：%(why)s") % {"why": refused.reason})
    else:
        messages.success(request, _("网关已接收测试消息，请在手机上核对。"))
    return redirect("city_notices:gateway", code=code)


@csrf_exempt
@public
@require_POST
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """A gateway says what became of its messages; it shows who it is by its signature."""
    moved = take_receipts(
        gateway=code,
        body=request.body,
        timestamp=request.headers.get("X-Timestamp", ""),
        given=request.headers.get("X-Signature", ""),
        at=timezone.now(),
    )
    return JsonResponse({"moved": moved})


def _gateway(code: str) -> Gateway:
    found = Gateway.objects.filter(code=code).first()
    if found is None:
        raise NotFound
    return found


def _saved(gateway: Gateway, form: GatewayForm) -> HttpResponse:
    save_gateway(
        gateway=gateway,
        facts={
            "title": form.cleaned_data["title"],
            "driver": form.cleaned_data["driver"],
            "enabled": form.cleaned_data["enabled"],
            "default_for": form.urgencies,
            "setup": form.setup.as_json(),
        },
        secrets={name: form.cleaned_data[name] for name in ("token", "secret")},
        at=timezone.now(),
    )
    return redirect("city_notices:gateway", code=gateway.code)


def _page(
    request: PersonRequest, form: GatewayForm, title: Any, gateway: Gateway | None = None
) -> HttpResponse:
    crumbs = (Crumb(_("消息渠道"), city_url("city_notices:gateways")),)
    parts: list[Component] = [PostForm(form, Button(_("保存"), "primary"), beside=True)]
    if gateway is not None:
        url = request.build_absolute_uri(reverse("notices:receipt", args=[gateway.code]))
        parts = [_standing(gateway, url), *parts, _question(gateway)]
    context = {"head": PageHead(title, crumbs=crumbs), "parts": parts}
    return render(request, "ui/stacked.html", context, status=422 if form.errors else 200)


def _standing(gateway: Gateway, url: str) -> Panel:
    facts = (Fact(_("状态"), _state(gateway)), Fact(_("回执地址"), url, wide=True))
    act = Button(_("发送测试消息"), type="button", opens="send-test")
    return Panel(_("渠道"), (DefinitionList(facts),), acts=(act,))


def _question(gateway: Gateway) -> Confirm:
    return Confirm(
        id="send-test",
        title=_("发送测试消息"),
        action=reverse("city_notices:send_test", args=[gateway.code]),
        act=_("发送"),
        effects=(_("按已保存的设置，向您本人的手机号发送一条测试消息。"),),
    )


def _state(gateway: Gateway) -> StateTag:
    return StateTag(_("已启用"), "good") if gateway.enabled else StateTag(_("未启用"), "neutral")


def _defaults(gateway: Gateway) -> str:
    return "、".join(str(each.label) for each in NoticeUrgency if each in gateway.default_for)
