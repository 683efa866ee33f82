"""The calendar as it stands now; one small query, whatever is asked of it afterwards."""

from core.calendar.models import CalendarDay
from core.calendar.working_time import WorkingCalendar


def working_calendar() -> WorkingCalendar:
    """The national calendar with the city's own days."""
    return WorkingCalendar(dict(CalendarDay.objects.values_list("day", "is_working")))
