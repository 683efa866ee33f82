"""The workbench shows a person's own matters in six boxes, with the day and the modules."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.context import open_city, open_unit
from core.inbox.boxes import BOXES
from core.inbox.models import InboxItem, SavedFilter
from core.inbox.public import Kind, Matter, put, settle
from installer.testing.people import browser_of

AT = datetime(2021, 3, 1, tzinfo=UTC)


def _put(unit, person, reference="1", *, at=AT, kind=Kind.ACT, **more):
    facts = {"title": f"事项{reference}", "url": "m/official_documents/", **more}
    matter = Matter(module="official_documents", reference=reference, **facts)
    with open_unit(unit):
        put(matter=matter, accounts=[person.account_id], at=at, kind=kind)
        return InboxItem.objects.get(reference=reference, account_id=person.account_id, kind=kind)


def _page(person, path="/u/parks/") -> str:
    answer = browser_of(person).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def _list(page) -> str:
    """The page up to the day, which has the deadlines of today as well."""
    return page.partition('id="today"')[0]


def test_a_person_sees_what_waits_for_him_and_nobody_elses(parks, alice, bob):
    item = _put(parks, alice)

    assert "事项1" in _page(alice)
    assert f"/u/parks/inbox/{item.pk}/" in _page(alice)
    assert "事项1" not in _page(bob)


def test_the_boxes_are_never_mixed_and_say_how_long_they_are(parks, alice):
    for kind in Kind:
        _put(parks, alice, f"{kind}", kind=kind)
    _put(parks, alice, "done")
    with open_unit(parks):
        settle(module="official_documents", reference="done", by=alice.account_id, at=AT)

    every = {*Kind, "done"}
    for box, shown in (
        ("act", "act"), ("read", "read"), ("done", "done"), ("seen", None),
        ("started", "started"), ("draft", "draft"),
    ):  # fmt: skip
        page = _page(alice, f"/u/parks/?box={box}")
        assert {each for each in every if f"事项{each}<" in page} == ({shown} - {None})
        title = BOXES[box].title
        assert f'aria-current="page">{title}<span class="n">{1 if shown else 0}</span>' in page


def test_a_row_says_how_urgent_and_how_late_it_is(parks, alice):
    now = timezone.now()
    _put(
        parks, alice, urgency="flash", due_at=now + timedelta(hours=4, minutes=1),
        number="测政发〔2021〕9号", has_files=True, sender="Bob", step="待签发",
    )  # fmt: skip

    page = _page(alice)
    for shown in ("特急", "剩4小时", "有附件", "Bob", "待签发"):
        assert shown in page
    assert "事项1" in _list(_page(alice, "/u/parks/?due_at=amber&urgency=flash"))
    assert "事项1" not in _list(_page(alice, "/u/parks/?due_at=red"))
    assert "测政发〔2021〕9号" in _page(alice, "/u/parks/?title=9号&cols=number&cols=title")


def test_opening_a_line_leads_to_its_matter_and_it_is_no_longer_bold(parks, alice, bob):
    item = _put(parks, alice)
    assert "未读" in _page(alice)

    answer = browser_of(alice).get(f"/u/parks/inbox/{item.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, "/u/parks/m/official_documents/")
    assert "未读" not in _page(alice)
    assert browser_of(bob).get(f"/u/parks/inbox/{item.pk}/").status_code == 404


def test_an_unknown_box_is_the_first_one_and_an_unfit_address_is_no_error(parks, alice):
    _put(parks, alice)

    for query in ("box=nonsense", "undo=x", "undo=2021-03-01T00:00:00", "due_at=x&unit=x"):
        assert "工作台" in _page(alice, f"/u/parks/?{query}")
    assert "事项1" in _page(alice, "/u/parks/?box=nonsense")


def test_a_stranger_does_not_enter(parks, charlie):
    assert browser_of(charlie).get("/u/parks/").status_code == 404


def test_a_person_of_two_units_sees_both_with_their_counts_and_opens_each_there(
    parks, taxes, alice
):
    _put(parks, alice, "园林")
    lent = _put(taxes, alice, "税务")

    here = _page(alice)
    assert "事项园林" in here
    assert "事项税务" not in here
    assert 'href="/u/taxes/?box=act">测试县税务镇<span class="n">1</span>' in here
    assert '全部单位<span class="n">2</span>' in here

    everything = _page(alice, "/inbox/")
    assert "事项园林" in everything
    assert f"/u/taxes/inbox/{lent.pk}/" in everything
    assert browser_of(alice).get(f"/u/parks/inbox/{lent.pk}/").status_code == 404
    assert "事项园林" not in _page(alice, "/inbox/?unit=taxes")


def _undo_of(answer) -> str:
    return parse_qs(urlsplit(answer["Location"]).query)["undo"][0]


def test_many_are_marked_as_read_in_both_units_and_it_can_be_taken_back(parks, taxes, alice, bob):
    chosen = [_put(unit, alice, unit.code, kind=Kind.READ) for unit in (parks, taxes)]
    others = _put(parks, bob, "bob's", kind=Kind.READ)
    browser = browser_of(alice)

    rows = [item.pk for item in (*chosen, others)]
    answer = browser.post("/inbox/read/", {"row": rows, "back": "/inbox/?box=read"})
    page = browser.get(answer["Location"]).content.decode()
    assert "事项parks" not in page
    assert "两分钟内可以撤销" in page
    assert "事项bob&#x27;s" in _page(bob, "/u/parks/?box=read")

    browser.post("/inbox/read/undo/", {"at": _undo_of(answer), "back": "/inbox/?box=read"})
    page = _page(alice, "/inbox/?box=read")
    assert "事项parks" in page
    assert "事项taxes" in page


def test_a_form_that_leads_elsewhere_leads_home(parks, alice):
    item = _put(parks, alice, kind=Kind.READ)

    answer = browser_of(alice).post("/inbox/read/", {"row": item.pk, "back": "//evil.example/"})

    assert answer["Location"].startswith("/inbox/?undo=")
    assert browser_of(alice).post("/inbox/read/", {"row": "x"}).status_code == 422


def test_a_filter_is_kept_and_dropped(parks, alice):
    browser = browser_of(alice)
    kept = {"name": "急件", "query": "box=act&urgency=flash&evil=1", "back": "/u/parks/"}

    assert browser.post("/inbox/filters/", kept)["Location"] == "/u/parks/"
    assert 'href="/u/parks/?box=act&amp;urgency=flash">急件' in _page(alice)

    for unfit in ({"name": ""}, {"query": "box=act"}, {"name": "长" * 21}):
        assert browser.post("/inbox/filters/", kept | unfit).status_code == 422
    with open_city():
        [filter_id] = SavedFilter.objects.values_list("pk", flat=True)
    browser.post(f"/inbox/filters/{filter_id}/drop/", {"back": "/u/parks/"})
    assert "急件" not in _page(alice)


def test_whoever_leads_finds_what_waits_what_is_late_and_the_day(parks, alice, bob):
    now = timezone.now()
    _put(parks, alice, "late", due_at=now - timedelta(hours=1))
    _put(parks, alice, "soon", due_at=now + timedelta(seconds=30))

    page = _page(alice)
    assert "今日概览" in page
    assert "已超期" in page
    assert "今日概览" not in _page(bob)
    assert "待签收公文" in page


@pytest.mark.parametrize("items", [1, 3])
def test_the_page_asks_the_inbox_the_same_however_much_waits(parks, alice, items):
    for serial in range(items):
        _put(parks, alice, str(serial))
    browser = browser_of(alice)
    browser.get("/u/parks/")

    with CaptureQueriesContext(connection) as queries:
        browser.get("/u/parks/")

    # Counts, list, length of the list; chips of the other unit; the day and a leader's three
    # figures; the two badges of the frame.
    assert len([each for each in queries if '"inbox_item"' in each["sql"]]) == 10
