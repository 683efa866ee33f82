"""Working days with 调休, holidays and the turn of the year; the city's own word wins."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import ProgrammingError

from core.calendar.models import CalendarDay
from core.calendar.public import (
    Clock,
    Level,
    WorkingCalendar,
    add_working_days,
    is_working_day,
    working_calendar,
    working_days_between,
)
from core.calendar.services import clear_day, set_day
from core.context import open_city, open_unit
from core.contracts.urgency import Urgency

NATIONAL = WorkingCalendar()
SATURDAY_IN_LIEU = date(2021, 2, 20)
NEW_YEAR = date(2021, 1, 1)
UNKNOWN = date(2090, 1, 2)  # a Monday


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        (date(2021, 2, 19), True),
        (SATURDAY_IN_LIEU, True),
        (date(2021, 2, 21), False),
        (date(2021, 2, 11), False),  # Thursday, Spring Festival
        (NEW_YEAR, False),
        (UNKNOWN, True),
        (UNKNOWN - timedelta(days=1), False),
    ],
    ids=str,
)
def test_holidays_are_free_and_saturdays_in_lieu_are_worked(day, is_worked):
    assert NATIONAL.is_working_day(day) is is_worked


def test_days_are_counted_over_a_saturday_in_lieu():
    friday, monday = date(2021, 2, 19), date(2021, 2, 22)

    assert NATIONAL.add_working_days(friday, 1) == SATURDAY_IN_LIEU
    assert NATIONAL.working_days_between(friday, monday) == 2
    assert NATIONAL.working_days_between(monday, friday) == -2


def test_days_are_counted_over_the_turn_of_the_year():
    last = date(2020, 12, 31)

    assert NATIONAL.add_working_days(last, 1) == date(2021, 1, 4)
    assert NATIONAL.add_working_days(date(2021, 1, 4), -1) == last
    assert NATIONAL.working_days_between(last, date(2021, 1, 5)) == 2
    assert NATIONAL.add_working_days(NEW_YEAR, 0) == date(2021, 1, 4)


def test_the_citys_own_day_wins_until_it_is_taken_back(parks):
    with open_city():
        set_day(day=NEW_YEAR, is_working=True, name="抗洪")
    with open_unit(parks):
        assert is_working_day(NEW_YEAR)
        assert working_days_between(date(2020, 12, 31), date(2021, 1, 4)) == 2
        assert add_working_days(date(2020, 12, 31), 1) == NEW_YEAR

    with open_city():
        clear_day(day=NEW_YEAR)
        assert not is_working_day(NEW_YEAR)


def test_no_unit_sets_a_day(parks):
    with open_unit(parks), pytest.raises(ProgrammingError, match="permission denied"):
        CalendarDay.objects.create(day=NEW_YEAR, is_working=True)


#: Friday the 19th of February 2021, half past nine in the morning; Saturday is worked.
NOW = datetime(2021, 2, 19, 1, 30, tzinfo=UTC)
CLOCK = Clock(NATIONAL, NOW)


@pytest.mark.parametrize(
    ("due", "urgency", "level", "text"),
    [
        (timedelta(hours=6), "", Level.AMBER, "今日到期"),
        (timedelta(days=1), "", Level.AMBER, "剩1工作日"),
        (timedelta(days=2), "", Level.AMBER, "剩1工作日"),  # a free Sunday
        (timedelta(days=3), "", Level.GREEN, "剩2工作日"),
        (timedelta(hours=-1), "", Level.RED, "已超期"),
        (timedelta(days=-8), "", Level.RED, "超期2工作日"),  # the Festival does not count
        (timedelta(hours=6), Urgency.FLASH, Level.GREEN, "剩6小时"),
        (timedelta(hours=4, minutes=30), Urgency.FLASH, Level.AMBER, "剩4小时"),
        (timedelta(minutes=20), Urgency.FLASH, Level.AMBER, "剩20分钟"),
        (timedelta(days=3), Urgency.FLASH, Level.GREEN, "剩3天"),
    ],
)
def test_the_light_says_in_words_what_is_left(due, urgency, level, text):
    shown = CLOCK.deadline(NOW + due, urgency)

    assert (shown.level, shown.text) == (level, text)


def test_the_limits_for_queries_are_those_of_the_light():
    before = CLOCK.deadline(CLOCK.amber_until - timedelta(seconds=1))
    behind = CLOCK.deadline(CLOCK.amber_until)

    assert (before.level, behind.level) == (Level.AMBER, Level.GREEN)
    assert CLOCK.deadline(CLOCK.flash_amber_until, Urgency.FLASH).level is Level.AMBER


def test_nothing_due_has_no_light():
    assert CLOCK.deadline(None) is None


def test_a_calendar_answers_for_a_whole_page(parks, django_assert_num_queries):
    with open_unit(parks):
        calendar = working_calendar()
        with django_assert_num_queries(0):
            assert calendar.is_working_day(SATURDAY_IN_LIEU)
