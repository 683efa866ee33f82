"""HTTP gateways: a real server on loopback answers as gateways do, well and badly."""

import json
import os
import subprocess
import sys
import time
from dataclasses import asdict
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.utils import timezone

from core.context import open_city
from core.notices.channels import NotSent
from core.notices.gateways.http import HttpSetup
from core.notices.gateways.presets import PRESETS
from core.notices.gateways.signing import signature, signed_headers
from core.notices.gateways.wire import Allowed, Call, call
from core.notices.models import Delivery, Gateway
from core.notices.services import save_gateway
from core.notices.tests.conftest import AT, tell
from core.settings.environment import PROJECT
from installer.testing.people import browser_of, make_operator

TOKEN, SECRET = "token-canary-1", "secret-canary-2"


class Provider:
    """A gateway: what it was asked, and what it answers next (else: taken)."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str], bytes]] = []
        self.answers: list[tuple[int, dict, str]] = []
        self.answering = Event()
        self.answering.set()
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                provider.asked.append((self.path, dict(self.headers), body))
                provider.answering.wait(timeout=60)
                said = {"code": 0, "data": {"id": f"m{len(provider.asked)}"}}
                status, headers, text = (
                    provider.answers.pop(0) if provider.answers else (200, {}, json.dumps(said))
                )
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *_):
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture(scope="module")
def _provider():
    made = Provider()
    yield made
    made.server.shutdown()


@pytest.fixture
def provider(_provider, settings):
    """It stands on this machine, which the operator has allowed."""
    settings.GATEWAY_INSIDE = "127.0.0.1"
    _provider.asked, _provider.answers = [], []
    return _provider


@pytest.fixture
def sms(city_db, provider):
    """An SMS gateway by the template that the console offers, at the provider's address."""
    template = next(each.setup for each in PRESETS if each.code == "sms")
    setup = HttpSetup(**{**asdict(template), "url": f"{provider.url}/send?to={{mobile}}"})
    gateway = Gateway(code="sms")
    facts = {
        "title": "短信", "driver": "http", "enabled": True,
        "default_for": ["", "urgent", "flash", "top"], "setup": setup.as_json(),
    }  # fmt: skip
    secrets = {"token": TOKEN, "secret": SECRET}
    with open_city():
        save_gateway(gateway=gateway, facts=facts, secrets=secrets, at=AT)
    return gateway


def _sms() -> Delivery:
    with open_city():
        return Delivery.objects.get(channel="sms")


def test_a_message_arrives_filled_in_signed_and_keyed(parks, alice, sms, provider, work):
    tell(parks, alice, title='有"新"{name}公文')
    work()

    ((path, headers, body),) = provider.asked
    key = str(_sms().pk)
    assert path == "/send?to=13900000001"
    content = {"mobile": "13900000001", "content": '【协同办公】有"新"{name}公文', "id": key}
    assert json.loads(body) == content
    assert headers["Authorization"] == f"Bearer {TOKEN}"
    assert headers["Idempotency-Key"] == key
    assert headers["X-Signature"] == signature(SECRET, headers["X-Timestamp"], body)
    assert (_sms().state, _sms().provider_id) == ("sent", "m1")


FAULTS = [
    (500, {}, "down", "waiting"),
    (200, {}, json.dumps({"code": 7, "key": SECRET}), "waiting"),
    (429, {}, "", "waiting"),
    (400, {}, "号码不存在", "failed"),
    (302, {"Location": "/elsewhere"}, "", "failed"),
]


@pytest.mark.parametrize(("status", "headers", "text", "state"), FAULTS)
def test_what_the_gateway_refuses_is_tried_again_or_given_up(
    parks, alice, sms, provider, work, status, headers, text, state
):
    provider.answers = [(status, headers, text)]
    tell(parks, alice)
    work()

    assert len(provider.asked) == 1  # no redirect is followed
    assert (_sms().state, str(status) in _sms().reason) == (state, True)
    assert SECRET not in _sms().reason
    if state == "waiting":
        work(hours=1)
        assert _sms().state == "sent"
        first, second = (headers["Idempotency-Key"] for _path, headers, _body in provider.asked)
        assert first == second


@pytest.mark.processes
def test_a_worker_killed_while_sending_is_followed_by_one_attempt_with_the_same_key(
    parks, alice, sms, provider, work
):
    provider.answering.clear()
    tell(parks, alice)
    worker = subprocess.Popen([sys.executable, "-c", WORK], cwd=PROJECT, env=_environment())
    end = time.monotonic() + 60
    while not provider.asked and time.monotonic() < end:
        time.sleep(0.05)
    worker.kill()
    worker.wait()
    provider.answering.set()

    work()
    work(hours=1)
    work(hours=2)
    keys = [headers["Idempotency-Key"] for _path, headers, _body in provider.asked]
    assert keys == [str(_sms().pk)] * 2
    assert (_sms().state, _sms().attempts) == ("sent", 2)


WORK = "import django; django.setup(); from core.jobs.worker import run_due; run_due(limit=9)"


def _environment():
    owner = connections["owner"].settings_dict
    who = f"{quote(owner['USER'])}:{quote(owner['PASSWORD'])}"
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "core.settings.django",
        "DATABASE_URL": f"postgresql://{who}@{owner['HOST']}:{owner['PORT']}/{owner['NAME']}",
        "BROKER_URL": settings.CELERY_BROKER_URL,
        "CITYDESK_SECRET_KEY": settings.SECRET_KEY,
        "CITYDESK_GATEWAY_INSIDE": "127.0.0.1",
    }


def _receipt(path="/notices/receipts/sms/", secret=SECRET, at=None, **document):
    body = json.dumps(document).encode()
    headers = signed_headers(secret, body, at or timezone.now())
    sent = Client(enforce_csrf_checks=True).post(
        path, body, content_type="application/json", headers=headers
    )
    return sent.status_code


def test_a_receipt_moves_a_delivery_once_and_forward_only(parks, alice, sms, work):
    tell(parks, alice)
    work()
    old = timezone.now() - timedelta(minutes=6)
    assert _receipt(id="m1", status="DELIVRD", secret="another") == 403
    assert _receipt(id="m1", status="DELIVRD", at=old) == 403
    assert _receipt("/notices/receipts/other/", id="m1", status="DELIVRD") == 404
    assert Client().post("/notices/receipts/sms/", b"{}", "application/json").status_code == 403
    assert _sms().state == "sent"

    assert _receipt(id="unknown", status="DELIVRD") == 200
    assert _receipt(id="m1", status="UNDELIV", message="关机") == 200
    assert (_sms().state, _sms().reason) == ("failed", "关机")
    for _ in range(3):
        assert _receipt(id="m1", status="DELIVRD") == 200
        assert _receipt(id="m1", status="UNDELIV") == 200
    assert (_sms().state, _sms().reason) == ("delivered", "")


REFUSED = [
    "https://evil.example/", "https://127.0.0.1/", "http://qyapi.weixin.qq.com/",
    "https://qyapi.weixin.qq.com@evil.example/", "https://2130706433/", "https://[::1]/",
    "file:///etc/passwd", "https://169.254.169.254/", "https://qyapi.weixin.qq.com:99999/",
    "//x", "",
]  # fmt: skip


@pytest.mark.parametrize("url", REFUSED)
def test_an_address_that_is_not_listed_is_never_called(url):
    allowed = Allowed.of("qyapi.weixin.qq.com", "")
    with pytest.raises(NotSent) as refused:
        call(Call("POST", url, {}, b""), allowed)
    assert refused.value.final


def test_a_listed_name_that_points_inside_is_refused(provider, sms):
    request = Call("POST", provider.url.replace("127.0.0.1", "localhost"), {}, b"")
    with pytest.raises(NotSent, match="CITYDESK_GATEWAY_INSIDE"):
        call(request, Allowed.of("localhost", ""))
    assert provider.asked == []


def test_the_city_sets_up_a_gateway_and_tries_it(provider, alice, sms):
    browser = browser_of(make_operator("Olga"))
    page = browser.get("/city/notices/channels/new/?preset=dingtalk").content.decode()
    assert "https://oapi.dingtalk.com/robot/send?access_token={token}" in page
    assert browser_of(alice).get("/city/notices/channels/").status_code == 403

    typed = {**asdict(HttpSetup.of(sms.setup)), "title": "短信二", "code": "sms2", "driver": "http"}
    typed |= {"default_for": ["none"], "token": TOKEN, "enabled": "on"}
    new = "/city/notices/channels/new/"
    wrong = {"body": "{", "url": "https://evil.example/", "headers": "X: {nobody}"}
    refused = browser.post(new, {**typed, **wrong})
    assert refused.status_code == 422
    assert all(word in refused.content.decode() for word in ("evil.example", "JSON", "nobody"))
    assert browser.post(new, typed).status_code == 302
    assert browser.post(new, typed).status_code == 422  # the code is taken

    shown = browser.get("/city/notices/channels/sms2/").content.decode()
    assert "短信二" in shown
    assert TOKEN not in shown
    with open_city():
        assert TOKEN not in Gateway.objects.get(code="sms2").sealed_secrets
    browser.post("/city/notices/channels/sms2/", {**typed, "token": "", "title": "短信三"})
    told = browser.post("/city/notices/channels/sms2/test/", follow=True).content.decode()
    assert "网关已接收测试消息" in told
    assert provider.asked[-1][1]["Authorization"] == f"Bearer {TOKEN}"
    provider.answers = [(500, {}, "down")]
    told = browser.post("/city/notices/channels/sms2/test/", follow=True).content.decode()
    assert "没有发出" in told
