"""The workbench shows a person's own matters, of this unit, with the modules' cards."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.context import open_city, open_unit
from core.identity.models import Post
from core.inbox.public import Kind, Matter, put, settle
from installer.testing.people import browser_of

AT = datetime(2021, 3, 1, tzinfo=UTC)


def _put(unit, person, reference="1", **more):
    facts = {"kind": Kind.ACT, **more}
    matter = Matter(module="test", reference=reference, title=f"事项{reference}", url="m/test/1/")
    with open_unit(unit):
        put(matter=matter, accounts=[person.account_id], at=AT, **facts)


def _page(person, path="/u/parks/") -> str:
    answer = browser_of(person).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_person_sees_what_waits_for_him_and_nobody_elses(parks, alice, bob):
    _put(parks, alice)

    assert "事项1" in _page(alice)
    assert "/u/parks/m/test/1/" in _page(alice)
    assert "事项1" not in _page(bob)


def test_the_boxes_are_never_mixed(parks, alice):
    _put(parks, alice, "待阅的", kind=Kind.READ)
    _put(parks, alice, "办完的")
    with open_unit(parks):
        settle(module="test", reference="办完的", by=alice.account_id, at=AT)

    for box, titles in (("act", []), ("read", ["待阅的"]), ("done", ["办完的"]), ("seen", [])):
        page = _page(alice, f"/u/parks/?box={box}")
        assert [title for title in ("待阅的", "办完的") if f"事项{title}" in page] == titles


def test_an_unknown_box_is_the_first_one(parks, alice):
    _put(parks, alice)

    assert "事项1" in _page(alice, "/u/parks/?box=nonsense")


def test_a_stranger_does_not_enter(parks, charlie):
    assert browser_of(charlie).get("/u/parks/").status_code == 404


def test_all_units_together_stand_in_the_citys_page(parks, taxes, alice):
    with open_city():
        post = {"account_id": alice.account_id, "unit_id": taxes.id, "started_on": AT.date()}
        Post.objects.create(state="accepted", **post)
    _put(parks, alice, "园林")
    _put(taxes, alice, "税务")

    page = _page(alice, "/inbox/")
    assert "事项园林" in page
    assert "/u/taxes/m/test/1/" in page
    assert "事项税务" not in _page(alice)


def test_whoever_may_sign_sees_the_card_of_papers_that_wait(parks, alice, bob):
    assert "待签收公文" in _page(alice)
    assert "待签收公文" not in _page(bob)


@pytest.mark.parametrize("items", [1, 3])
def test_the_page_asks_the_inbox_the_same_however_much_waits(parks, alice, items):
    for serial in range(items):
        _put(parks, alice, str(serial))
    browser = browser_of(alice)
    browser.get("/u/parks/")

    with CaptureQueriesContext(connection) as queries:
        browser.get("/u/parks/")

    assert len([each for each in queries if '"inbox_item"' in each["sql"]]) == 3
