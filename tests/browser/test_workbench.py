"""The workbench at a desk and on a phone: by keyboard and by thumb, nothing sticks out."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from core.context import open_unit
from core.inbox.public import Kind, Matter, put
from installer.testing.people import person_named
from tests.browser.conftest import DORA, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.processes]

TITLES = (
    ("关于切实做好当前防汛抗旱和地质灾害防御工作的紧急通知", "flash", 3),
    ("关于报送2021年度全县安全生产大检查情况汇总表和问题整改台账的函", "urgent", 20),
    ("关于召开全县重点项目推进会的通知", "", 100),
    ("关于征求《测试县政务公开工作要点（征求意见稿）》意见的通知", "", -30),
)


@pytest.fixture
def waiting(staffed):
    """Four matters wait for Dora, one is to be read."""
    dora = person_named("Dora", staffed.county)
    now = timezone.now()
    with open_unit(staffed.county):
        for n, (title, urgency, hours) in enumerate(TITLES):
            matter = Matter(
                module="official_documents", reference=str(n), title=title, step="待签发",
                url="m/official_documents/under-way/", sender="Erin", urgency=urgency,
                due_at=now + timedelta(hours=hours), has_files=n < 2,
            )  # fmt: skip
            put(matter=matter, accounts=[dora.account_id], at=now - timedelta(minutes=n))
        read = Matter("official_documents", "r", "工作简报第11期", "m/official_documents/sent/")
        put(matter=read, accounts=[dora.account_id], at=now, kind=Kind.READ)


def _picture(visitor: Visitor, name: str) -> None:
    """For whoever looks at the pages: CITYDESK_PICTURES names a folder."""
    if folder := os.environ.get("CITYDESK_PICTURES"):
        width = visitor.page.viewport_size["width"]
        path = Path(folder) / f"{name}-{width}.png"
        visitor.page.screenshot(path=path, full_page=True)


def test_what_waits_is_walked_read_and_gone_through(waiting, site, chromium, size):
    dora = Visitor(chromium, site, size, DORA.mobile)
    page = dora.page
    assert dora.sees(TITLES[0][0])
    _picture(dora, "workbench")
    assert dora.fits()

    page.keyboard.press("j")
    page.keyboard.press("j")
    assert TITLES[1][0] in page.evaluate("document.activeElement.innerText")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_url("**/under-way/")

    page.goto("/u/county/?box=read")
    page.locator("input[name=row]").check()
    dora.press("标为已阅")
    assert dora.sees("两分钟内可以撤销")
    dora.press("撤销")
    assert dora.sees("工作简报第11期")

    page.goto("/u/county/inbox/one-by-one/")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.getElementById('cards').scrollLeft > 0")
    _picture(dora, "one-by-one")
    assert dora.fits()
    assert dora.complaints == []
