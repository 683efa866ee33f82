"""The live process: a page learns its number at once, from the real broker, and nothing else."""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from http.client import HTTPConnection
from threading import Thread
from uuid import uuid4

import pytest
from django.conf import settings

from core.context import open_city
from core.jobs import waking
from core.notices.live.hint import tell as tell_count
from core.notices.live.hub import PAGES_EACH, Hub
from core.notices.live.token import LIFE, account_in, issue, live_key
from core.notices.models import Delivery
from core.notices.tests.conftest import tell
from core.runtime.ports import choose
from core.runtime.serving import parts, with_live_port
from core.settings.environment import PROJECT, Environment
from installer.testing.people import browser_of

KEY = live_key("of this test")
NOW = datetime(2027, 3, 1, tzinfo=UTC)
WEB = 8123


def test_a_token_opens_for_its_account_and_time_only():
    account = uuid4()
    token = issue(account, key=KEY, at=NOW)
    ends = NOW + LIFE

    assert account_in(token, key=KEY, at=NOW) == (account, ends)
    assert account_in(token, key=KEY, at=ends) is None
    assert account_in(token, key=live_key("another"), at=NOW) is None
    for wrong in ("", "x", "é", token[:-4], token[4:], token.swapcase()):
        assert account_in(wrong, key=KEY, at=NOW) is None


def test_a_slow_page_gets_the_latest_number_and_the_oldest_page_gives_way():
    hub, account = Hub(), uuid4()
    lines = [hub.join(account) for _ in range(PAGES_EACH + 1)]
    for count in (1, 2, 3):
        hub.tell({str(account): count, str(uuid4()): 9})

    assert [line.get_nowait() for line in lines] == [None, *[3] * PAGES_EACH]
    for line in lines:
        hub.leave(account, line)
    assert not hub._lines


@pytest.fixture
def live(monkeypatch):
    """The port of a live process on the broker of the tests."""
    monkeypatch.setattr(waking, "_silent_until", 0.0)
    port = choose(None)
    environment = {
        **os.environ,
        "BROKER_URL": settings.CELERY_BROKER_URL,
        "CITYDESK_SECRET_KEY": settings.SECRET_KEY,
        "CITYDESK_BIND": f"127.0.0.1:{WEB}",
        "CITYDESK_LIVE_PORT": str(port),
    }
    command = [sys.executable, "-m", "core.notices.live"]
    process = subprocess.Popen(command, cwd=PROJECT, env=environment)
    end = time.monotonic() + 60
    while time.monotonic() < end and _ask(port, "/live/health") != 200:
        time.sleep(0.1)
    yield port
    process.terminate()
    process.wait(timeout=20)


def _open(port, path, **headers):
    line = HTTPConnection("127.0.0.1", port, timeout=30)
    line.request("GET", path, headers=headers)
    return line.getresponse()


def _ask(port, path, **headers) -> int:
    try:
        return _open(port, path, **headers).status
    except OSError:
        return 0


def _tell_for_a_while(account) -> None:
    for _ in range(60):
        tell_count({account: 5, uuid4(): 9})
        time.sleep(0.5)


@pytest.mark.processes
def test_an_open_page_learns_its_number(live):
    account = uuid4()
    token = issue(account, key=live_key(settings.SECRET_KEY), at=datetime.now(UTC))
    ours = f"http://127.0.0.1:{WEB}"
    stream = _open(live, f"/live?token={token}", Origin=ours)
    assert stream.headers["Access-Control-Allow-Origin"] == ours
    assert stream.headers["Content-Type"].startswith("text/event-stream")
    assert stream.readline() == b": listening\n"
    stream.readline()

    teller = Thread(target=_tell_for_a_while, args=(account,), daemon=True)
    teller.start()  # until the ear hangs on the broker
    assert stream.readline() == b"data: 5\n"

    late = issue(account, key=live_key(settings.SECRET_KEY), at=datetime.now(UTC) - LIFE)
    assert _ask(live, f"/live?token={late}") == 403
    assert _ask(live, "/live") == 403
    assert _ask(live, f"/live?token={token}", Origin="http://evil.example") == 403
    assert _ask(live, "/elsewhere") == 404


def test_without_a_broker_the_act_stands_and_the_notice_waits_and_is_told_once(
    parks, alice, recording, work, monkeypatch
):
    """The broker did not answer a moment ago, and is left alone until it is back."""
    monkeypatch.setattr(waking, "_silent_until", time.monotonic() + 600)
    tell(parks, alice)
    work()
    assert (_state("in_app"), _state("recording")) == (("waiting", 1), ("sent", 1))

    monkeypatch.setattr(waking, "_silent_until", 0.0)
    work(hours=1)
    work(hours=2)
    assert (_state("in_app"), len(recording.messages)) == (("delivered", 2), 1)


def _state(channel):
    with open_city():
        row = Delivery.objects.get(channel=channel)
        return row.state, row.attempts


def test_a_page_is_told_where_to_listen_and_may(alice, settings):
    settings.LIVE = ":8124"
    browser = browser_of(alice)
    answer = browser.get("/notices/")
    assert "connect-src 'self' http://testserver:8124" in answer["Content-Security-Policy"]
    token = answer.content.decode().split('data-token="')[1].split('"')[0]
    key = live_key(settings.SECRET_KEY)
    found = account_in(token, key=key, at=datetime.now(UTC))
    assert found is not None
    assert found[0] == alice.account_id
    assert browser.get("/notices/state/").json()["unread"] == 0

    settings.LIVE = "/live"
    assert "connect-src" not in browser.get("/notices/")["Content-Security-Policy"]


def test_the_tree_has_a_live_process_at_a_free_port_that_all_know(tmp_path):
    env = Environment(_env_file=None, CITYDESK_HOME=tmp_path, CITYDESK_BIND="127.0.0.1:8100")
    tree = parts(with_live_port(env))

    assert "live" in {part.name for part in tree}
    ports = {part.environment["CITYDESK_LIVE_PORT"] for part in tree}
    assert len(ports) == 1
    assert ports != {"0"}
    off = env.model_copy(update={"live_port": 0})
    assert "live" not in {part.name for part in parts(with_live_port(off))}
