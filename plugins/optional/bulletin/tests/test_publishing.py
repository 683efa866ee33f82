"""Publishing, reading and withdrawing notices."""

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from core.notices.models import PersonalNotice
from plugins.optional.bulletin.errors import NoticeWithdrawn, PublicityTooShort
from plugins.optional.bulletin.models import Notice, Reading
from plugins.optional.bulletin.selectors import notices_for, readers_of, unread_by
from plugins.optional.bulletin.services import Draft, confirm_reading, publish, withdraw

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def _publish(by, token=None, at=NOW, **changes):
    words = {"category": "notice", "title": "周五学习", "body": "请参加。", **changes}
    return publish(draft=Draft(**words), token=token or uuid4(), by=by, at=at)


def test_a_notice_keeps_the_name_and_title_of_its_day(in_parks, alice):
    made = _publish(alice)

    assert (made.publisher_name, made.publisher_title) == ("Alice", "主任")


def test_the_same_submission_publishes_once(in_parks, alice):
    token = uuid4()

    first, second = _publish(alice, token=token), _publish(alice, token=token)

    assert first.pk == second.pk
    assert Notice.objects.count() == 1


def test_reading_is_confirmed_once_and_by_name(in_parks, alice, bob):
    made = _publish(alice)

    confirm_reading(notice=made, by=bob, at=NOW)
    confirm_reading(notice=made, by=bob, at=NOW)

    readers = readers_of(made)
    assert [one.name for one in readers.read] == ["Bob"]
    assert [one.name for one in readers.unread] == ["Alice"]
    assert Reading.objects.count() == 1
    assert (unread_by(bob), unread_by(alice)) == (0, 1)


def test_a_withdrawn_notice_leaves_every_list_and_stays_on_record(in_parks, alice):
    made = _publish(alice)

    withdraw(notice=made, by=alice, at=NOW)

    assert list(notices_for(alice)) == []
    assert Notice.objects.count() == 1
    with pytest.raises(NoticeWithdrawn):
        withdraw(notice=made, by=alice, at=NOW)


@pytest.mark.parametrize("days", [None, 4])
def test_a_public_showing_must_last(in_parks, alice, days):
    ends_on = NOW.date() + timedelta(days=days) if days else None

    with pytest.raises(PublicityTooShort):
        _publish(alice, category="publicity", ends_on=ends_on)

    assert Notice.objects.count() == 0


def test_pinned_notices_stand_first(in_parks, alice):
    _publish(alice, title="旧而置顶", pinned=True, at=NOW - timedelta(days=9))
    _publish(alice, title="新")

    assert [one.title for one in notices_for(alice)] == ["旧而置顶", "新"]


def test_colleagues_are_told_and_the_publisher_is_not(in_parks, alice, bob):
    made = _publish(alice)

    told = PersonalNotice.objects.values_list("account_id", "body", "url")
    assert list(told) == [(bob.account_id, "周五学习", f"m/bulletin/{made.pk}/")]
