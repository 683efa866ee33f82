"""A gateway by template: address, headers, body, signature, and how its answer is to be read."""

import json
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.notices.channels import GatewaySetup, Message, NotSent, Outcome
from core.notices.gateways.signing import dingtalk_query, signed_headers
from core.notices.gateways.template import filled, found_at, pairs, values_of
from core.notices.gateways.wire import Allowed, Answer, Call, call

_SHOWN = 120


@dataclass(frozen=True, slots=True)
class HttpSetup:
    """What the city types. Texts may name placeholders (``core.notices.gateways.template``).

    ``success`` is a place in the answer and what stands there (``errcode=0``); empty: any
    answer of the 2xx kind. ``id_at`` is where the gateway's own name of the message stands.
    ``receipt_*`` say how to read what the gateway calls back with.
    """

    url: str = ""
    method: str = "POST"
    headers: str = ""
    body_format: str = "json"
    body: str = ""
    signing: str = "none"
    needs_mobile: bool = True
    success: str = ""
    id_at: str = ""
    receipt_id_at: str = ""
    receipt_state_at: str = ""
    receipt_delivered: str = ""
    receipt_failed: str = ""
    receipt_reason_at: str = ""

    @classmethod
    def of(cls, values: Any) -> "HttpSetup":
        """From what is stored; what an older version kept and this one does not know is left."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in values.items() if name in known})

    def as_json(self) -> dict[str, Any]:
        """As it is stored."""
        return asdict(self)


class HttpDriver:
    """Sends what a template says, and reads the answer as it says."""

    code = "http"
    title: str | Promise = gettext_lazy("HTTP 网关（企业微信、钉钉、短信）")

    def send(self, message: Message, setup: GatewaySetup) -> Outcome:
        """Hand the message to the gateway; raises ``NotSent``."""
        how = HttpSetup.of(setup.values)
        if how.needs_mobile and not message.mobile:
            raise NotSent(_("账号没有登记手机号。"), final=True)
        values = values_of(message, setup.secrets)
        allowed = Allowed.of(settings.GATEWAY_HOSTS, settings.GATEWAY_INSIDE)
        answer = call(_call(how, values, timezone.now()), allowed)
        return _outcome(how, answer, setup)


def _call(how: HttpSetup, values: dict[str, str], at: datetime) -> Call:
    body, kind = _body(how, values)
    headers = {"Content-Type": kind, "Idempotency-Key": values["key"], "User-Agent": "CityDesk"}
    headers |= {
        name: _one_line(filled(text, values)) for name, text in pairs(how.headers, ":").items()
    }
    url = filled(how.url, {name: quote(value, safe="") for name, value in values.items()})
    if how.signing == "dingtalk":
        url += ("&" if "?" in url else "?") + dingtalk_query(values["secret"], at)
    if how.signing == "hmac":
        headers |= signed_headers(values["secret"], body or b"", at)
    return Call(how.method, url, headers, body)


def _body(how: HttpSetup, values: dict[str, str]) -> tuple[bytes | None, str]:
    if how.body_format == "form":
        form = urlencode(filled(pairs(how.body, "="), values))
        return form.encode(), "application/x-www-form-urlencoded; charset=utf-8"
    document = filled(json.loads(how.body or "{}"), values)
    return json.dumps(document, ensure_ascii=False).encode(), "application/json; charset=utf-8"


def _one_line(text: str) -> str:
    """A header's value; nobody's name begins a header of its own."""
    return quote(" ".join(text.split()), safe=" !#$%&'()*+,/:;=?@[]-._~\"{}|<>^`")


def _outcome(how: HttpSetup, answer: Answer, setup: GatewaySetup) -> Outcome:
    said = _document(answer.body)
    place, _equals, wanted = how.success.partition("=")
    fine = 200 <= answer.status < 300
    if fine and (not place or str(found_at(said, place.strip())) == wanted.strip()):
        found = found_at(said, how.id_at) if how.id_at else None
        return Outcome(provider_id="" if found is None else str(found))
    # Too many requests and faults of the gateway's own pass; what it refuses, it refuses again.
    final = 300 <= answer.status < 500 and answer.status not in {408, 425, 429}
    words = _without(answer.body.decode(errors="replace")[:_SHOWN], setup)
    text = _("网关应答 %(status)s：%(words)s")
    raise NotSent(text % {"status": answer.status, "words": words}, final=final)


def _document(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _without(text: str, setup: GatewaySetup) -> str:
    """The gateway's words, in which no secret of ours stands."""
    for secret in filter(None, setup.secrets.values()):
        text = text.replace(secret, "***")
    return text
