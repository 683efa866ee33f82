"""A person, a request, and a browser that asks the style guide without a server."""

import shutil
from collections.abc import Callable, Iterator
from types import ModuleType
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import resolve
from playwright.sync_api import Browser, Page, Route, sync_playwright

from core.context import UnitRef
from core.contracts.people import Person
from core.ui import frame
from core.ui.headers import HEADERS

PARKS = UnitRef(UUID(int=1), "parks", "示例市园林局")
TAXES = UnitRef(UUID(int=2), "taxes", "示例市税务局")
HOST = "https://testserver"


@pytest.fixture(autouse=True)
def sources(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The frame with this test's sources alone; those of the installed apps are put aside."""
    for name in ("menu", "tab", "unit", "banner", "console", "person", "search"):
        monkeypatch.setattr(frame, f"{name}_sources", [])
    return frame


@pytest.fixture
def alice() -> Person:
    return Person(account_id=UUID(int=3), name="Alice", title="科员", unit=PARKS)


@pytest.fixture
def get(rf: RequestFactory) -> Callable[..., HttpRequest]:
    def ask(path: str = "/", person: Person | None = None, **query: str) -> HttpRequest:
        request = rf.get(path, query)
        request.person = person
        return request

    return ask


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    # Not for the whole session: while it runs, Django takes this thread for an async one.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        yield browser
        browser.close()


def answer(route: Route) -> None:
    """Answer the browser from the views and the static files themselves, headers included."""
    asked = urlsplit(route.request.url)
    if asked.path.startswith("/static/"):
        route.fulfill(path=finders.find(asked.path.removeprefix("/static/")), headers=HEADERS)
        return
    match = resolve(asked.path, urlconf="core.settings.urls")
    request = RequestFactory().generic(
        route.request.method,
        f"{asked.path}?{asked.query}",
        route.request.post_data or "",
        content_type=route.request.headers.get("content-type", ""),
    )
    request.person = None
    response = match.func(request, *match.args, **match.kwargs)
    headers = {**HEADERS, **response.headers}
    route.fulfill(status=response.status_code, headers=headers, body=response.content)


@pytest.fixture
def guide(chromium: Browser, settings: LazySettings) -> Iterator[Callable[[int], Page]]:
    """Opens the style guide as wide as asked; any complaint of the browser fails the test."""
    settings.DEMO = True
    complaints: list[str] = []
    pages: list[Page] = []

    def opened(width: int) -> Page:
        page = chromium.new_page(viewport={"width": width, "height": 800}, locale="zh-CN")
        page.route("**/*", answer)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: line.type == "error" and complaints.append(line.text))
        page.goto(f"{HOST}/styleguide/")
        pages.append(page)
        return page

    opened.complaints = complaints
    yield opened
    for page in pages:
        page.close()
    assert [text for text in complaints if "Failed to load resource" not in text] == []
