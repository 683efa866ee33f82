"""Setting the city's own days; in the city's transaction, by whoever runs the platform."""

from datetime import date

from core.calendar.models import CalendarDay


def set_day(*, day: date, is_working: bool, name: str = "") -> CalendarDay:
    """Say whether ``day`` is worked here; said again, the later word counts."""
    said = {"is_working": is_working, "name": name.strip()}
    return CalendarDay.objects.update_or_create(day=day, defaults=said)[0]


def clear_day(*, day: date) -> None:
    """Take the city's word back: the national calendar counts again."""
    CalendarDay.objects.filter(day=day).delete()
