"""Grants to see something of a unit and of all units below it."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.db.city import CityModel
from core.identity.models import Account
from core.units.models import Unit


class What(models.TextChoices):
    """What may be seen; each is told by shared tables."""

    RECEIPTS = "receipts", _("签收情况")
    COUNTERS = "counters", _("待办数量")
    DIRECTORY = "directory", _("人员名录")
    INBOX_TITLES = "inbox_titles", _("待办标题")


class OversightGrant(CityModel):
    """An account may see ``what`` of ``root`` and all below it, on certain days.

    It always has a last day: whoever still needs it asks again. An ended grant stays, so that
    it can be told who could see what on which day. Closed to every unit's role.

    .. pii: names who may see what, and who granted it
    .. pii_retention: as long as the records of the city
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    root = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    what = models.CharField(max_length=12, choices=What.choices)
    started_on = models.DateField()
    ended_on = models.DateField()
    reason = models.CharField(max_length=200)
    granted_by = models.CharField(max_length=50)
    granted_at = models.DateTimeField()
    ended_by = models.CharField(max_length=50, blank=True)

    class Meta:
        db_table = "oversight_grant"
        ordering = ("-granted_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_on__gte=F("started_on")), name="oversight_ends_after_its_start"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="oversight_has_a_reason"),
        )

    @property
    def last_day(self) -> date:
        """The last day on which it counts."""
        return self.ended_on - timedelta(days=1)

    def counts_on(self, day: date) -> bool:
        """Whether it counts on ``day``."""
        return self.started_on <= day < self.ended_on
