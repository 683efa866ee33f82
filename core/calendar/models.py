"""Days on which this city departs from the national calendar, or that it does not know yet."""

from django.db import models

from core.db.city import Access, CityModel


class CalendarDay(CityModel):
    """One day that is worked, or not, because the city says so: it wins over the package.

    .. no_pii:
    """

    access = Access(unit="S")

    day = models.DateField()
    is_working = models.BooleanField()
    name = models.CharField(max_length=30, blank=True)

    class Meta:
        db_table = "calendar_day"
        constraints = (models.UniqueConstraint(fields=["day"], name="a_day_is_said_once"),)
