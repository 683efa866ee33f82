"""The real server, the real database and a real Chromium, at a desk and on a phone."""

import os
import shutil
import socket
import subprocess
import sys
import time
from base64 import b32encode
from collections.abc import Iterator
from contextlib import closing

import pyotp
import pytest
from django.db import connections
from playwright.sync_api import Browser, Page, sync_playwright

from core.context import open_city
from core.people.services.joining import NewMember
from core.runtime.ports import choose
from core.settings.environment import PROJECT
from core.units.models import NumberCode, Organ
from installer.testing.cast import Cast
from installer.testing.people import PASSWORD, TOTP_SECRET, hire, make_operator

DESK, PHONE = (1440, 900), (390, 844)

DORA = NewMember(name="Dora", mobile="13900000011", title="县长", roles=("head",), rank_order=1)
ERIN = NewMember(name="Erin", mobile="13900000012", title="文书", roles=("clerk",), rank_order=5)
FAYE = NewMember(name="Faye", mobile="13900000013", title="文书", roles=("clerk",), rank_order=5)
GREG = NewMember(name="Greg", mobile="13900000014", title="文书", roles=("clerk",), rank_order=5)


@pytest.fixture
def staffed(cast: Cast) -> Cast:
    """The county with a head and a clerk, both towns with a clerk, all with their organs."""
    hire(cast.county, DORA, ERIN)
    hire(cast.parks, FAYE)
    hire(cast.taxes, GREG)
    with open_city():
        county = _organ("xg", "测试县人民政府", cast.county, "county")
        _organ("ylg", "园林镇人民政府", cast.parks, "township")
        _organ("swg", "税务镇人民政府", cast.taxes, "township")
        NumberCode.objects.create(text="测政发", organ=county)
    return cast


@pytest.fixture
def operator(staffed: Cast) -> str:
    """The mobile of somebody in the city office."""
    return str(make_operator("Olga").mobile)


def _organ(code, name, unit, level) -> Organ:
    facts = {"name": name, "short_name": name, "kind": "government", "level": level}
    return Organ.objects.create(code=code, unit_id=unit.id, **facts)


@pytest.fixture
def site(staffed: Cast) -> Iterator[str]:
    """The address of a server that serves this test's own city."""
    port = choose(None)
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "core.settings.wsgi", "--bind", f"127.0.0.1:{port}",
         "--threads", "4", "--log-level", "warning"],
        cwd=PROJECT,
        env={**os.environ, "DATABASE_URL": _url(), "CITYDESK_DEBUG": "1",
             "DJANGO_SETTINGS_MODULE": "core.settings.django"},
    )  # fmt: skip
    try:
        _await(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _url() -> str:
    entry = connections["owner"].settings_dict
    who = f"{entry['USER']}:{entry['PASSWORD']}@" if entry["PASSWORD"] else f"{entry['USER']}@"
    return f"postgresql://{who}{entry['HOST']}:{entry['PORT']}/{entry['NAME']}"


def _await(port: int) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("the server did not start")


@pytest.fixture
def chromium() -> Iterator[Browser]:
    """A browser that goes nowhere but to the server of the test."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--disable-background-networking", "--disable-component-update"],
        )
        yield browser
        browser.close()


class Visitor:
    """Somebody at a screen of a certain size, logged in."""

    def __init__(self, browser: Browser, site: str, size: tuple[int, int], mobile: str) -> None:
        width, height = size
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", base_url=site
        )
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self._log_in(mobile)

    def _note(self, message) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def _log_in(self, mobile: str) -> None:
        self.page.goto("/")
        self.page.locator("[name=name]").fill(mobile)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.submit()
        secret = b32encode(TOTP_SECRET).decode()
        self.page.locator("[name=digits]").fill(pyotp.TOTP(secret).now())
        self.submit()

    def submit(self) -> None:
        """Send the form by the keyboard, as people do."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def press(self, name: str) -> None:
        """Press the button or link and wait for the page it leads to."""
        button = self.page.get_by_role("button", name=name, exact=True).or_(
            self.page.get_by_role("link", name=name, exact=True)
        )
        with self.page.expect_navigation():
            button.first.click()

    def sees(self, text: str) -> bool:
        """Whether the text stands on the page."""
        return text in self.page.locator("body").inner_text()

    def fits(self) -> bool:
        """Whether nothing sticks out to the side."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def size(request) -> tuple[int, int]:
    """A desk's screen and a phone's."""
    return request.param
