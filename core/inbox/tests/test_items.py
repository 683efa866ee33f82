"""What waits for a person: put by a unit for its own people, listed and counted by one query."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection
from django.test.utils import CaptureQueriesContext

from core.calendar.public import Clock, WorkingCalendar
from core.context import open_city, open_unit
from core.identity.models import Account, Post
from core.inbox.boxes import BOXES
from core.inbox.models import InboxItem
from core.inbox.public import Kind, Matter, finish, put, read_by, settle, withdraw
from core.inbox.selectors import box_items, counts_of, items_wanted, unit_counts
from core.inbox.wanted import PLAIN, Wanted

ALICE, BOB = uuid4(), uuid4()
AT = datetime(2021, 3, 1, 1, tzinfo=UTC)
CLOCK = Clock(WorkingCalendar(), AT)


@pytest.fixture(scope="module", autouse=True)
def _at_work(parks, taxes):
    """Alice and Bob have posts in Parks and in Taxes."""
    with open_city():
        for key, name in ((ALICE, "Alice 2"), (BOB, "Bob 2")):
            Account.objects.create(pk=key, name=name, name_key="", staff_number=name)
            for unit in (parks, taxes):
                Post.objects.create(
                    account_id=key, unit_id=unit.id, state="accepted", started_on=AT.date()
                )


def _matter(reference="1", **more) -> Matter:
    facts = {"module": "test", "title": f"事项{reference}", "url": f"test/{reference}/"}
    return Matter(reference=reference, **{**facts, **more})


def _put(unit, *accounts, at=AT, kind=Kind.ACT, **more) -> None:
    with open_unit(unit):
        put(matter=_matter(**more), accounts=accounts or (ALICE,), at=at, kind=kind)


def _titles(unit, account=ALICE, box="act") -> list[str]:
    with open_unit(unit):
        return [item.title for item in box_items(account, BOXES[box])]


def _found(here, /, **wanted) -> list[str]:
    with open_unit(here):
        items = items_wanted(ALICE, BOXES["act"], Wanted(**wanted), CLOCK)
        return sorted(item.reference for item in items)


def test_a_matter_waits_for_those_it_was_put_before(parks):
    _put(parks, ALICE)

    assert _titles(parks, ALICE) == ["事项1"]
    assert _titles(parks, BOB) == []


def test_each_kind_stands_in_its_own_box_and_each_count_is_the_length_of_its_list(parks):
    for serial, kind in enumerate(Kind):
        _put(parks, kind=kind, reference=f"{kind} {serial}")
    _put(parks, kind=Kind.ACT, reference="done")
    _put(parks, kind=Kind.READ, reference="seen")
    with open_unit(parks):
        settle(module="test", reference="done", by=ALICE, at=AT)
        read_by(module="test", reference="seen", by=ALICE, at=AT)

    expected = {
        "act": ["事项act 0"], "read": ["事项read 1"], "done": ["事项done"], "seen": ["事项seen"],
        "started": ["事项started 2"], "draft": ["事项draft 3"],
    }  # fmt: skip
    assert {box: _titles(parks, box=box) for box in BOXES} == expected
    with open_unit(parks):
        assert counts_of(ALICE) == {box: len(titles) for box, titles in expected.items()}


def test_the_most_urgent_stand_before_the_newest(parks):
    _put(parks, reference="old", at=AT)
    _put(parks, reference="new", at=AT + timedelta(hours=1))
    _put(parks, reference="urgent", at=AT, urgency="urgent")
    _put(parks, reference="flash", at=AT - timedelta(days=1), urgency="flash")

    assert _titles(parks) == ["事项flash", "事项urgent", "事项new", "事项old"]


def test_a_matter_that_comes_back_is_open_again_and_not_doubled(parks):
    _put(parks)
    with open_unit(parks):
        settle(module="test", reference="1", by=ALICE, at=AT)
    assert _titles(parks) == []

    _put(parks, title="退回再报", at=AT + timedelta(days=1))

    assert _titles(parks) == ["退回再报"]
    assert _titles(parks, box="done") == []


def test_settled_by_one_is_done_for_him_and_withdrawn_for_the_others(parks):
    _put(parks, ALICE, BOB)

    with open_unit(parks):
        settle(module="test", reference="1", by=ALICE, at=AT)

    assert _titles(parks, ALICE, "done") == ["事项1"]
    assert _titles(parks, BOB) == _titles(parks, BOB, "done") == []


def test_what_one_has_read_the_others_still_have_before_them(parks):
    _put(parks, ALICE, BOB, kind=Kind.READ)

    with open_unit(parks):
        read_by(module="test", reference="1", by=ALICE, at=AT)
        settle(module="test", reference="1", by=ALICE, at=AT)
    assert _titles(parks, ALICE, "seen") == _titles(parks, BOB, "read") == ["事项1"]

    with open_unit(parks):
        withdraw(module="test", reference="1", kind=Kind.READ, at=AT)
    assert _titles(parks, BOB, "read") == []


def test_whoever_set_it_going_sees_with_whom_it_is_until_its_end(parks):
    _put(parks, ALICE, kind=Kind.STARTED)
    _put(parks, BOB, step="待签发", holder="Bob")

    def line():
        with open_unit(parks):
            [item] = box_items(ALICE, BOXES["started"])
            return item.step, item.holder, item.state

    assert line() == ("待签发", "Bob", "open")
    with open_unit(parks):
        finish(module="test", reference="1", at=AT, step="已分发")
    assert line() == ("已分发", "", "done")


def test_the_city_sees_all_units_of_a_person_at_once(parks, taxes):
    _put(parks, reference="in parks")
    _put(taxes, reference="in taxes")

    assert _titles(parks) == ["事项in parks"]
    with open_city():
        items = box_items(ALICE, BOXES["act"])
        assert {item.unit.code for item in items} == {"parks", "taxes"}
        assert unit_counts(ALICE, BOXES["act"]) == {parks.id: 1, taxes.id: 1}
        assert counts_of(ALICE)["act"] == 2


def test_a_list_is_filtered_by_what_stands_in_its_rows(parks):
    _put(parks, reference="a", title="防汛通知", urgency="flash", due_at=AT + timedelta(hours=2))
    _put(parks, reference="b", sender="Bob", module="other", due_at=AT - timedelta(hours=1))
    _put(parks, reference="c", number="测政发〔2021〕9号", due_at=AT + timedelta(days=9))
    _put(parks, reference="d", urgency="urgent", due_at=AT + timedelta(days=1))

    asked = {
        "防汛": {"text": "防汛"}, "bob": {"text": "bob"}, "9号": {"text": "9号"},
        "other": {"module": "other"}, "plain": {"urgency": PLAIN}, "urgent": {"urgency": "urgent"},
        "red": {"light": "red"}, "amber": {"light": "amber"}, "green": {"light": "green"},
        "no such light": {"light": "blue"}, "here": {"unit": "parks"}, "there": {"unit": "taxes"},
        "two at once": {"light": "amber", "urgency": "flash"}, "no wildcard": {"text": "%"},
    }  # fmt: skip
    assert {name: "".join(_found(parks, **wanted)) for name, wanted in asked.items()} == {
        "防汛": "a", "bob": "b", "9号": "c", "other": "b", "plain": "bc", "urgent": "d",
        "red": "b", "amber": "ad", "green": "c", "no such light": "", "here": "abcd", "there": "",
        "two at once": "a", "no wildcard": "",
    }  # fmt: skip


def test_every_light_is_found_by_its_own_filter(parks):
    hours = (-200, -1, 1, 4, 6, 20, 30, 47, 55, 80, 400)
    for n in hours:
        for urgency in ("", "flash"):
            due = AT + timedelta(hours=n)
            _put(parks, reference=f"{urgency}{n}", urgency=urgency, due_at=due)

    with open_unit(parks):
        shown = {i.reference: CLOCK.deadline(i.due_at, i.urgency).level for i in _all(parks)}
    for level in ("red", "amber", "green"):
        assert _found(parks, light=level) == sorted(
            r for r, shown_ in shown.items() if shown_ == level
        )


def _all(unit):
    return list(InboxItem.objects.all())


def test_a_unit_puts_nothing_into_anothers_name(parks, taxes):
    with open_unit(parks), pytest.raises(ProgrammingError, match="row-level security"):
        InboxItem.objects.create(
            unit_id=taxes.id, account_id=ALICE, module="test", kind="act", arrived_at=AT
        )


def test_a_unit_puts_nothing_before_people_of_others(parks, charlie):
    with pytest.raises(ProgrammingError, match="row-level security"):
        _put(parks, charlie.account_id)


def test_a_matter_is_not_moved_to_somebody_else(parks):
    _put(parks, ALICE)

    with open_unit(parks), pytest.raises(ProgrammingError, match="permission denied"):
        InboxItem.objects.update(account_id=BOB)


@pytest.mark.parametrize("end", [{"ended_on": AT.date()}, {"state": "proposed"}])
def test_nothing_is_shown_of_a_unit_that_the_person_cannot_enter(parks, taxes, end):
    _put(parks, BOB)
    with open_city():
        posts = Post.objects.filter(account_id=BOB, unit_id=parks.id)
        posts.update(**end)
        assert list(box_items(BOB, BOXES["act"])) == []
        assert counts_of(BOB)["act"] == 0
        posts.update(ended_on=None, state="accepted")
        assert counts_of(BOB)["act"] == 1


@pytest.mark.parametrize("items", [1, 3])
def test_all_six_counts_take_one_query_and_a_list_another(parks, items):
    for serial in range(items):
        _put(parks, reference=str(serial))

    with open_unit(parks):
        connection.ensure_connection()
        with CaptureQueriesContext(connection) as queries:
            assert counts_of(ALICE)["act"] == items
            rows = box_items(ALICE, BOXES["act"]).select_related("unit")
            assert [item.unit.code for item in rows] == ["parks"] * items
    assert len(queries) == 2
