"""Stretches of days in SQL, for constraints that let no two of them overlap."""

from django.contrib.postgres.fields import DateRangeField
from django.db.models import Func


class DateRange(Func):
    """``daterange(from, to)``: from the first day to the day before ``to``; NULL is no end."""

    function = "daterange"
    output_field = DateRangeField()
