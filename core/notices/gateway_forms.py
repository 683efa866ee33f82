"""How the city sets up a gateway. Nothing is saved here."""

import json
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.contracts.urgency import NoticeUrgency
from core.notices.channels import NotSent, drivers
from core.notices.gateways.http import HttpSetup
from core.notices.gateways.template import unknown_names
from core.notices.gateways.wire import Allowed, refuse_address
from core.notices.models import Gateway

_TEMPLATES = ("url", "headers", "body")
_SECRET = {"autocomplete": "off"}


class GatewayForm(forms.Form):
    """A gateway's name, when it is used, its template, its secrets."""

    title = forms.CharField(label=_("渠道名称"), max_length=30)
    code = forms.SlugField(
        label=_("代码"),
        max_length=30,
        help_text=_("小写字母和数字，保存后不能修改；回执地址中使用。"),
    )
    enabled = forms.BooleanField(label=_("启用"), required=False)
    default_for = forms.MultipleChoiceField(
        label=_("默认用于"),
        required=False,
        choices=[(each.value or "none", each.label) for each in reversed(NoticeUrgency)],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("本人没有另行设置时使用。"),
    )
    driver = forms.ChoiceField(label=_("接口类型"))
    url = forms.CharField(label=_("地址"), max_length=500)
    method = forms.ChoiceField(label=_("方法"), choices=[(m, m) for m in ("POST", "PUT", "GET")])
    headers = forms.CharField(
        label=_("请求头"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("每行一个，如 Authorization: Bearer {token}"),
    )
    body_format = forms.ChoiceField(
        label=_("内容格式"), choices=[("json", "JSON"), ("form", _("表单"))]
    )
    body = forms.CharField(
        label=_("内容模板"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "可用：{title} {body} {name} {mobile} {urgency} {unit} {url} {key} {token} {secret}。"
            "只用 {title} 时，业务内容不会发到平台之外。"
        ),
    )
    signing = forms.ChoiceField(
        label=_("签名"),
        choices=[
            ("none", _("不签名")),
            ("dingtalk", _("钉钉加签")),
            ("hmac", "HMAC-SHA256（X-Timestamp, X-Signature）"),
        ],
    )
    token = forms.CharField(
        label=_("访问令牌"),
        required=False,
        max_length=300,
        widget=forms.PasswordInput(attrs=_SECRET),
        help_text=_("留空则保持不变；保存后不再显示。"),
    )
    secret = forms.CharField(
        label=_("签名密钥"),
        required=False,
        max_length=300,
        widget=forms.PasswordInput(attrs=_SECRET),
        help_text=_("用于签名和核对回执；留空则保持不变。"),
    )
    needs_mobile = forms.BooleanField(label=_("按手机号送达"), required=False)
    success = forms.CharField(
        label=_("成功标志"),
        required=False,
        max_length=80,
        help_text=_("如 errcode=0；留空则看状态码。"),
    )
    id_at = forms.CharField(label=_("消息编号的位置"), required=False, max_length=80)
    receipt_id_at = forms.CharField(label=_("回执：消息编号的位置"), required=False, max_length=80)
    receipt_state_at = forms.CharField(label=_("回执：状态的位置"), required=False, max_length=80)
    receipt_delivered = forms.CharField(
        label=_("回执：表示送达的值"), required=False, max_length=120
    )
    receipt_failed = forms.CharField(label=_("回执：表示失败的值"), required=False, max_length=120)
    receipt_reason_at = forms.CharField(label=_("回执：原因的位置"), required=False, max_length=80)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(code, driver.title) for code, driver in drivers().items()]
        self.fields["driver"].choices = known  # type: ignore[attr-defined]
        if self.initial.get("is_kept"):
            self.fields["code"].disabled = True

    def clean_url(self) -> str:
        """Refuse at once what would be refused at sending."""
        url = str(self.cleaned_data["url"])
        try:
            refuse_address(url, Allowed.of(settings.GATEWAY_HOSTS, settings.GATEWAY_INSIDE))
        except NotSent as refused:
            raise forms.ValidationError(refused.reason) from None
        return url

    def clean(self) -> dict[str, Any]:
        """Refuse a body that is no JSON, and placeholders that mean nothing."""
        data = super().clean() or {}
        for name in _TEMPLATES:
            if strange := unknown_names(data.get(name, "")):
                text = _("没有这样的占位符：%(names)s") % {"names": "、".join(sorted(strange))}
                self.add_error(name, text)
        if data.get("body_format") == "json" and not _is_json(data.get("body") or "{}"):
            self.add_error("body", _("内容模板不是有效的 JSON。"))
        return data

    @property
    def setup(self) -> HttpSetup:
        """The template."""
        return HttpSetup.of(self.cleaned_data)

    @property
    def urgencies(self) -> list[str]:
        """The urgencies for which it is the default."""
        return ["" if each == "none" else each for each in self.cleaned_data["default_for"]]

    @staticmethod
    def values_of(gateway: Gateway) -> dict[str, Any]:
        """What the form shows; secrets never."""
        return {
            **HttpSetup.of(gateway.setup).as_json(),
            "title": gateway.title,
            "code": gateway.code,
            "enabled": gateway.enabled,
            "driver": gateway.driver,
            "default_for": [each or "none" for each in gateway.default_for],
            "is_kept": True,
        }


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False
