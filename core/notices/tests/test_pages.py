"""消息, 通知设置, 未送达消息: each shows a person what is theirs to see, and no more."""

from datetime import time, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from core.context import open_city
from core.identity.models import Session
from core.notices.models import Delivery, PersonalNotice
from core.notices.public import NotSent
from core.notices.selectors import unread_count, wishes_of
from core.notices.tests.conftest import AT, tell
from installer.testing.people import browser_of, make_operator


def _text(browser, path) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def _key(person):
    with open_city():
        return PersonalNotice.objects.get(account_id=person.account_id).pk


def test_a_person_reads_the_own_notices_and_goes_to_the_matter(parks, alice, bob):
    tell(parks, alice, url="m/test/1/", body="关于<b>防汛</b>的通知", urgency="flash")
    browser = browser_of(alice)
    page = _text(browser, "/notices/")
    assert "有新公文待签收：关于&lt;b&gt;防汛&lt;/b&gt;的通知" in page
    assert "特急" in page
    assert "防汛" not in _text(browser_of(bob), "/notices/")

    assert browser_of(bob).get(f"/notices/{_key(alice)}/").status_code == 404
    answer = browser.get(f"/notices/{_key(alice)}/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/u/parks/m/test/1/")
    assert "没有未读消息" in _text(browser, "/notices/?box=unread")


def test_the_bell_counts_all_units_on_every_page_with_one_question(parks, taxes, alice, charlie):
    for serial in range(3):
        tell(parks, alice, reference=str(serial))
    browser = browser_of(alice)
    browser.get("/u/parks/")
    with CaptureQueriesContext(connection) as queries:
        page = browser.get("/u/parks/").content.decode()

    assert page.count('<span class="badge">3<') == 2  # the bar's bell and the phone's tab
    assert len([each for each in queries if '"notice"' in each["sql"]]) == 1


def test_reading_many_touches_only_the_own(parks, alice, bob):
    tell(parks, alice, bob)
    rows = {"row": [str(_key(alice)), str(_key(bob)), "nonsense", str(uuid4())]}
    browser_of(alice).post("/notices/read/", rows)

    with open_city():
        assert (unread_count(alice.account_id), unread_count(bob.account_id)) == (0, 1)
    browser_of(bob).post("/notices/read-all/", {"until": AT.isoformat()})
    with open_city():
        assert unread_count(bob.account_id) == 0


def test_a_person_says_how_to_be_told(alice, recording):
    browser = browser_of(alice)
    assert "测试渠道" in _text(browser, "/account/notices/")

    half = browser.post("/account/notices/", {"quiet_from": "22:00"})
    assert half.status_code == 422
    wish = {"quiet_from": "22:00", "quiet_to": "07:00", "by_urgent": ["recording"]}
    assert browser.post("/account/notices/", wish).status_code == 302

    with open_city():
        kept = wishes_of(alice.account_id)
        assert (kept.quiet_from, kept.quiet_to) == (time(22), time(7))
        assert kept.channels == {"": [], "urgent": ["recording"], "flash": [], "top": []}
    assert browser.post("/account/notices/", {"by_none": ["forged"]}).status_code == 422


@pytest.fixture
def lost(parks, alice, recording, work):
    """A notice of Alice's that no gateway would take."""
    recording.refusals = [NotSent("号码不存在", final=True)]
    tell(parks, alice, body="关于防汛的通知")
    work()
    with open_city():
        return Delivery.objects.get(state="failed")


@pytest.mark.parametrize("place", ["unit", "city"])
def test_an_administrator_sees_what_was_lost_and_why_but_no_business(
    lost, alice, charlie, recording, work, place
):
    browser = browser_of(alice if place == "unit" else make_operator("Olga"))
    path = "/u/parks/notices" if place == "unit" else "/city/notices"
    page = _text(browser, f"{path}/undelivered/")
    assert all(word in page for word in ("Alice", "号码不存在", "测试渠道", "有新公文待签收"))
    assert "防汛" not in page
    book = load_workbook(BytesIO(browser.get(f"{path}/undelivered.xlsx").content)).active
    assert [cell.value for cell in book[2]][:2] == ["有新公文待签收", "Alice"]

    stranger = browser_of(charlie)
    stranger.post("/u/taxes/notices/undelivered/retry/", {"row": [str(lost.pk)]})
    assert "号码不存在" not in _text(stranger, "/u/taxes/notices/undelivered/")
    assert "号码不存在" in _text(browser, f"{path}/undelivered/")

    assert browser.post(f"{path}/undelivered/retry/", {"row": [str(lost.pk)]}).status_code == 302
    work(days=400)
    assert recording.told == [("Alice", "有新公文待签收")]


@pytest.mark.parametrize(("headers", "stays"), [({"X-Unattended": "1"}, True), ({}, False)])
def test_a_page_that_asks_by_itself_does_not_keep_the_session_alive(alice, headers, stays):
    browser = browser_of(alice)
    with open_city():
        long_ago = Session.objects.latest("created_at").created_at - timedelta(minutes=10)
        Session.objects.update(seen_at=long_ago)
    browser.get("/notices/", headers=headers)

    with open_city():
        assert (Session.objects.latest("created_at").seen_at == long_ago) is stays
