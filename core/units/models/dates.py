"""Rows that hold from one day to another: the old is never overwritten."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q


class DatedQuerySet(models.QuerySet):
    """Rows with ``valid_from`` (first day, null = always) and ``valid_to`` (day after the last)."""

    def standing(self) -> "DatedQuerySet":
        """Those that hold now."""
        return self.filter(valid_to=None)

    def on(self, day: date) -> "DatedQuerySet":
        """Those that held on ``day``."""
        begun = Q(valid_from=None) | Q(valid_from__lte=day)
        return self.filter(begun, Q(valid_to=None) | Q(valid_to__gt=day))


DatedManager = models.Manager.from_queryset(DatedQuerySet)


def one_standing(name: str, *fields: str, **condition: Any) -> models.UniqueConstraint:
    """At most one row holds now for each value of ``fields``."""
    return models.UniqueConstraint(
        fields=fields, condition=Q(valid_to=None, **condition), name=name
    )
