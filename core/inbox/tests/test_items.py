"""What waits for a person: put by a unit for its own people, read by one query."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection
from django.test.utils import CaptureQueriesContext

from core.context import open_city, open_unit
from core.identity.models import Account, Post
from core.inbox.models import InboxItem
from core.inbox.public import Kind, Matter, put, settle
from core.inbox.selectors import done_items, items_of, open_count

ALICE, BOB = uuid4(), uuid4()
AT = datetime(2021, 3, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
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


def _titles(unit, account=ALICE) -> list[str]:
    with open_unit(unit):
        return [item.title for item in items_of(account).to_act]


def test_a_matter_waits_for_those_it_was_put_before(parks):
    _put(parks, ALICE)

    assert _titles(parks, ALICE) == ["事项1"]
    assert _titles(parks, BOB) == []


def test_to_act_and_to_read_are_never_mixed(parks):
    _put(parks)
    _put(parks, reference="2", kind=Kind.READ)

    with open_unit(parks):
        items = items_of(ALICE)
    assert [item.title for item in items.to_act] == ["事项1"]
    assert [item.title for item in items.to_read] == ["事项2"]
    assert (items.act_count, items.read_count) == (1, 1)


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


def test_settled_by_one_is_done_for_him_and_withdrawn_for_the_others(parks):
    _put(parks, ALICE, BOB)

    with open_unit(parks):
        settle(module="test", reference="1", by=ALICE, at=AT)

    with open_unit(parks):
        assert [item.title for item in done_items(ALICE, Kind.ACT)] == ["事项1"]
        assert list(done_items(BOB, Kind.ACT)) == []
        assert items_of(BOB).act_count == 0


def test_the_city_sees_all_units_of_a_person_at_once(parks, taxes):
    _put(parks, reference="in parks")
    _put(taxes, reference="in taxes")

    assert _titles(parks) == ["事项in parks"]
    with open_city():
        assert {item.unit.code for item in items_of(ALICE).to_act} == {"parks", "taxes"}


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
    for unit in (parks, taxes):
        _put(unit, ALICE, reference=unit.code)
    with open_unit(taxes):
        settle(module="test", reference="taxes", by=ALICE, at=AT)

    with open_city():
        Post.objects.filter(account_id=ALICE).update(**end)
        assert items_of(ALICE).to_act == ()
        assert open_count(ALICE) == 0
        assert list(done_items(ALICE, Kind.ACT)) == []


@pytest.mark.parametrize("items", [1, 3])
def test_items_and_counts_take_one_query(parks, items):
    for serial in range(items):
        _put(parks, reference=str(serial))

    with open_unit(parks):
        connection.ensure_connection()
        with CaptureQueriesContext(connection) as queries:
            assert items_of(ALICE).act_count == items
            assert [item.unit.code for item in items_of(ALICE).to_act] == ["parks"] * items
    assert len(queries) == 2


def test_the_count_is_of_all_items_not_of_the_shown(parks):
    for serial in range(53):
        _put(parks, reference=str(serial))

    with open_unit(parks):
        items = items_of(ALICE)
    assert (len(items.to_act), items.act_count) == (50, 53)
