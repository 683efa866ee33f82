"""How much time is left: the light, and the words beside it.

Ordinary matters are counted in working days, 特急 by the clock, night and weekend too
(domain: urgency). Green is normal; amber from one working day before the end, for 特急 from
five hours; red is overdue. The limits of ``Clock`` say the same to a query.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.calendar.working_time import WorkingCalendar
from core.contracts.urgency import Urgency

#: A fifth of the day that a 特急 matter is handled in.
FLASH_AMBER = timedelta(hours=5)
#: How many working days a matter is handled in; 特急 within a day by the clock. Law gives only
#: the names of urgency: these are the platform's defaults.
HANDLED_WITHIN = {Urgency.URGENT: 3, Urgency.NONE: 7}
FLASH_WITHIN = timedelta(hours=24)
#: The end of the office's day.
CLOSING = time(18)
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


class Level(StrEnum):
    """The colours of the light."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"

    @property
    def label(self) -> str | Promise:
        """The colour in words, for filters and print."""
        return _LABELS[self]


_LABELS = {
    Level.GREEN: gettext_lazy("未到期"),
    Level.AMBER: gettext_lazy("将到期"),
    Level.RED: gettext_lazy("已超期"),
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """The light of one matter: its colour and its words."""

    level: Level
    text: str


@dataclass(frozen=True, slots=True)
class Clock:
    """Reads deadlines at one moment, by one calendar: made once for a whole page."""

    calendar: WorkingCalendar
    at: datetime

    def deadline(self, due_at: datetime | None, urgency: str = "") -> Deadline | None:
        """The light of a matter that is due then; None where nothing is due."""
        if due_at is None:
            return None
        if due_at < self.at:
            return Deadline(Level.RED, self._overdue(due_at))
        if urgency == Urgency.FLASH:
            level = Level.AMBER if due_at - self.at <= FLASH_AMBER else Level.GREEN
            return Deadline(level, _by_the_clock(due_at - self.at))
        left = self.calendar.working_days_between(self._today, timezone.localdate(due_at))
        if left == 0:
            return Deadline(Level.AMBER, _("今日到期"))
        level = Level.AMBER if left == 1 else Level.GREEN
        return Deadline(level, _("剩%(n)s工作日") % {"n": left})

    def due(self, urgency: str = "") -> datetime:
        """When a matter of this urgency that arrives now is to be handled by default."""
        if urgency == Urgency.FLASH:
            return self.at + FLASH_WITHIN
        days = HANDLED_WITHIN.get(Urgency(urgency), HANDLED_WITHIN[Urgency.NONE])
        last = self.calendar.add_working_days(self._today, days)
        return timezone.make_aware(datetime.combine(last, CLOSING))

    @property
    def amber_until(self) -> datetime:
        """Ordinary matters due before it are amber (those not overdue)."""
        first_green = self.calendar.add_working_days(self._today, 2)
        return timezone.make_aware(datetime.combine(first_green, time.min))

    @property
    def flash_amber_until(self) -> datetime:
        """特急 matters due up to it are amber (those not overdue)."""
        return self.at + FLASH_AMBER

    @property
    def _today(self) -> date:
        return timezone.localdate(self.at)

    def _overdue(self, due_at: datetime) -> str:
        days = self.calendar.working_days_between(timezone.localdate(due_at), self._today)
        return _("超期%(n)s工作日") % {"n": days} if days else _("已超期")


def _by_the_clock(left: timedelta) -> str:
    if left >= 2 * _DAY:
        return _("剩%(n)s天") % {"n": left // _DAY}
    if left >= _HOUR:
        return _("剩%(n)s小时") % {"n": left // _HOUR}
    return _("剩%(n)s分钟") % {"n": left // timedelta(minutes=1)}
