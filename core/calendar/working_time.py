"""Counting in working days, with holidays and 调休."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import chinese_calendar

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The working days of the city. ``own`` are the days that the city itself has set."""

    own: Mapping[date, bool] = field(default_factory=dict)

    def is_working_day(self, day: date) -> bool:
        """Whether the office works on ``day``: a 调休 Saturday counts, a holiday does not."""
        known = self.own.get(day)
        return _national(day) if known is None else known

    def add_working_days(self, day: date, count: int) -> date:
        """The working day ``count`` working days after ``day`` (before it, if negative).

        With 0 it is ``day`` itself, or the next one that is worked.
        """
        if count == 0:
            return day if self.is_working_day(day) else self.add_working_days(day, 1)
        step = _DAY if count > 0 else -_DAY
        for _each in range(abs(count)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """How many working days follow ``first`` up to and including ``last``.

        The same day gives 0; a ``last`` before ``first`` counts backwards, below 0.
        """
        if last < first:
            return -self.working_days_between(last, first)
        return sum(map(self.is_working_day, _days_after(first, last)))


def _days_after(first: date, last: date) -> Iterator[date]:
    return (first + n * _DAY for n in range(1, (last - first).days + 1))


@cache
def _announced() -> frozenset[int]:
    """The years whose holidays the package knows."""
    return frozenset(day.year for day in chinese_calendar.holidays)


def _national(day: date) -> bool:
    """As the State Council announced it; of a year not announced yet, Monday to Friday."""
    if day.year in _announced():
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < 5
