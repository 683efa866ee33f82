"""Templates to begin with, as the gateways' own documents describe them."""

import json
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.notices.gateways.http import HttpSetup


@dataclass(frozen=True, slots=True)
class Preset:
    """A kind of gateway, with its template."""

    code: str
    title: str | Promise
    setup: HttpSetup


def _robot(content: dict[str, object]) -> str:
    return json.dumps({"msgtype": "text", **content}, ensure_ascii=False, indent=2)


PRESETS = (
    Preset(
        "wecom",
        _("企业微信群机器人"),
        HttpSetup(
            url="https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={token}",
            body=_robot({"text": {"content": "{title}", "mentioned_mobile_list": ["{mobile}"]}}),
            success="errcode=0",
        ),
    ),
    Preset(
        "dingtalk",
        _("钉钉群机器人"),
        HttpSetup(
            url="https://oapi.dingtalk.com/robot/send?access_token={token}",
            body=_robot({"text": {"content": "{title}"}, "at": {"atMobiles": ["{mobile}"]}}),
            signing="dingtalk",
            success="errcode=0",
        ),
    ),
    Preset(
        "sms",
        _("短信网关"),
        HttpSetup(
            url="https://sms.example.gov.cn/api/send",
            headers="Authorization: Bearer {token}",
            body=json.dumps(
                {"mobile": "{mobile}", "content": "【协同办公】{title}", "id": "{key}"},
                ensure_ascii=False,
                indent=2,
            ),
            signing="hmac",
            success="code=0",
            id_at="data.id",
            receipt_id_at="id",
            receipt_state_at="status",
            receipt_delivered="DELIVRD",
            receipt_failed="UNDELIV,REJECTD,EXPIRED",
            receipt_reason_at="message",
        ),
    ),
)
