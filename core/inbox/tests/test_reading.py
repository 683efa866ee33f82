"""Marking many as read, taking it back, and filters kept by name."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import ProgrammingError

from core.context import open_city, open_unit
from core.errors import NotFound
from core.inbox.boxes import BOXES
from core.inbox.filters import MOST, TooManyFilters, drop_filter, save_filter
from core.inbox.models import SavedFilter
from core.inbox.public import Kind, Matter, put
from core.inbox.reading import TELL, TooLateToUndo, mark_read, mark_seen, unmark_read
from core.inbox.selectors import box_items, filters_of, item_of
from core.jobs.models import Job

AT = datetime(2021, 3, 1, tzinfo=UTC)


@pytest.fixture
def items(parks, alice, bob):
    """Alice's two to read and one to act on, Bob's one to read; by reference."""
    with open_unit(parks):
        for reference, kind, person in (
            ("r1", Kind.READ, alice), ("r2", Kind.READ, alice), ("a", Kind.ACT, alice),
            ("b", Kind.READ, bob),
        ):  # fmt: skip
            matter = Matter(module="test", reference=reference, title=reference, url="m/test/")
            put(matter=matter, accounts=[person.account_id], at=AT, kind=kind)
        own = [box_items(p.account_id, BOXES[b]) for p in (alice, bob) for b in ("act", "read")]
        return {item.reference: item for rows in own for item in rows}


def _unread(parks, person):
    with open_unit(parks):
        return sorted(i.reference for i in box_items(person.account_id, BOXES["read"]))


def test_many_are_read_at_once_but_only_ones_own_and_only_what_is_to_be_read(
    parks, alice, bob, items
):
    with open_unit(parks):
        marked = mark_read(
            account_id=alice.account_id, item_ids=[item.pk for item in items.values()], at=AT
        )

    assert marked == 2
    assert _unread(parks, alice) == []
    assert _unread(parks, bob) == ["b"]
    with open_unit(parks):
        assert box_items(alice.account_id, BOXES["act"]).count() == 1
    with open_city():
        told = Job.objects.get(name=TELL)
        assert told.run_at == AT + timedelta(minutes=2)


def test_it_can_be_taken_back_for_two_minutes(parks, alice, items):
    with open_unit(parks):
        mark_read(account_id=alice.account_id, item_ids=[items["r1"].pk], at=AT)
        unmark_read(account_id=alice.account_id, read_at=AT, at=AT + timedelta(seconds=119))
    assert _unread(parks, alice) == ["r1", "r2"]

    with open_unit(parks), pytest.raises(TooLateToUndo):
        unmark_read(account_id=alice.account_id, read_at=AT, at=AT + timedelta(minutes=2))


def test_an_item_is_seen_once_and_found_by_nobody_else(parks, alice, bob, items):
    with open_unit(parks):
        mark_seen(item=items["r1"], at=AT)
        mark_seen(item=items["r1"], at=AT + timedelta(days=1))
        assert item_of(alice.account_id, items["r1"].pk).seen_at == AT
        with pytest.raises(NotFound):
            item_of(bob.account_id, items["r1"].pk)


def test_a_filter_is_kept_by_its_name_and_only_for_oneself(parks, alice, bob):
    def save(person, name, query):
        return save_filter(account_id=person.account_id, name=name, query=query)

    with open_city():
        save(alice, "急件", "urgency=flash")
        kept = save(alice, "急件", "urgency=urgent")
        drop_filter(account_id=bob.account_id, filter_id=kept.pk)
        assert [each.query for each in filters_of(alice.account_id)] == ["urgency=urgent"]
        assert filters_of(bob.account_id) == []

        for n in range(MOST - 1):
            save(alice, str(n), "title=a")
        with pytest.raises(TooManyFilters):
            save(alice, "one more", "title=a")
        drop_filter(account_id=alice.account_id, filter_id=kept.pk)
        assert len(filters_of(alice.account_id)) == MOST - 1


def test_no_unit_sees_what_its_people_look_for(parks):
    with open_unit(parks), pytest.raises(ProgrammingError, match="permission denied"):
        SavedFilter.objects.count()
