"""Working days and deadlines, for every module.

>>> calendar = working_calendar()
>>> calendar.add_working_days(document.arrived_on, 7)

Asked once, the calendar answers for a whole page; the three functions are for one question.
"""

from datetime import date

from core.calendar.deadlines import Clock, Deadline, Level
from core.calendar.selectors import working_calendar
from core.calendar.working_time import WorkingCalendar

__all__ = [
    "Clock",
    "Deadline",
    "Level",
    "WorkingCalendar",
    "add_working_days",
    "is_working_day",
    "working_calendar",
    "working_days_between",
]


def is_working_day(day: date) -> bool:
    """Whether the office works on ``day``."""
    return working_calendar().is_working_day(day)


def add_working_days(day: date, count: int) -> date:
    """The working day ``count`` working days after ``day``."""
    return working_calendar().add_working_days(day, count)


def working_days_between(first: date, last: date) -> int:
    """How many working days follow ``first`` up to and including ``last``."""
    return working_calendar().working_days_between(first, last)
