"""What holds from a day on and until another: never overwritten, so that the past stays true."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q

from core.db.ranges import DateRange
from core.db.unit import UnitModel

#: The days of a row, for exclusion constraints.
DAYS = DateRange("started_on", "ended_on")


def day_after(last_day: date | None) -> date | None:
    """The day from which something no longer holds; None without a last day (or time's own)."""
    if last_day is None or last_day == date.max:
        return None
    return last_day + timedelta(days=1)


def holding(day: date, prefix: str = "") -> Q:
    """The condition that a row holds on ``day``; ``prefix`` leads to it from another table."""
    begun = Q(**{f"{prefix}started_on__lte": day})
    return begun & going_on(day, prefix)


def going_on(day: date, prefix: str = "") -> Q:
    """The condition that a row holds on ``day`` or on a later one."""
    return Q(**{f"{prefix}ended_on": None}) | Q(**{f"{prefix}ended_on__gt": day})


class Dated(UnitModel):
    """A row that holds from ``started_on`` to the day before ``ended_on``.

    As in the office's own papers: who is appointed and removed on the same day (任免) has the
    new post on that day, not the old one. A row that began and ended on one day never held.
    """

    started_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        abstract = True

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds; None while no end is known."""
        return self.ended_on and self.ended_on - timedelta(days=1)

    def holds_on(self, day: date) -> bool:
        """Whether it holds on ``day``."""
        return self.started_on <= day and (self.ended_on is None or day < self.ended_on)


def ends_after_its_start(name: str) -> models.CheckConstraint:
    """The constraint that a row does not end before it begins."""
    return models.CheckConstraint(
        condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")), name=name
    )
