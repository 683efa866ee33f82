"""A clock for tests: the moment of the test, and moments told from it."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Clock:
    """Services take their time from outside (``at=``): a test passes what this says."""

    now: datetime

    def later(self, **by: float) -> datetime:
        """So much after now: ``clock.later(hours=2)``."""
        return self.now + timedelta(**by)

    def at(self, hour: int, minute: int = 0, *, days: int = 0) -> datetime:
        """Today, or ``days`` from today, at this hour by the city's time."""
        day = timezone.localdate(self.now) + timedelta(days=days)
        return timezone.make_aware(datetime.combine(day, time(hour, minute)))
