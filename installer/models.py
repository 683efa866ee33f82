"""An import of units by the city's console, from the upload to the last unit made."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.db.city import CityModel


class ImportState(models.TextChoices):
    """How far an uploaded list has come; how many of its units stand is told by the units.

    Outdated: the platform changed between the check and the registration; nothing was done.
    """

    CHECKED = "checked", _("待确认")
    CONFIRMED = "confirmed", _("已确认")
    REGISTERED = "registered", _("已登记")
    OUTDATED = "outdated", _("已失效")
    CANCELLED = "cancelled", _("已放弃")


class UnitImport(CityModel):
    """An uploaded list that passed its checks, with the plan that was shown for it.

    ``summary`` is what the page shows; ``basis`` the state of the platform it was made
    for. New units carry ``confirmed_at`` as the time of their making (``created_at``).

    .. pii: the ``…_by`` columns name who uploaded, confirmed and took the codes
    .. pii_retention: as long as the records of its units
    """

    name = models.CharField(max_length=100)
    units_file = models.BinaryField()
    organs_file = models.BinaryField(null=True)
    summary = models.JSONField(default=dict)
    basis = models.CharField(max_length=64)
    state = models.CharField(
        max_length=10, choices=ImportState.choices, default=ImportState.CHECKED
    )
    checked_at = models.DateTimeField()
    checked_by = models.CharField(max_length=50)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=50, blank=True)
    codes_taken_at = models.DateTimeField(null=True)
    codes_taken_by = models.CharField(max_length=50, blank=True)

    class Meta:
        db_table = "unit_import"
        ordering = ("-checked_at",)

    @property
    def is_open(self) -> bool:
        """Whether it waits for the city office's word."""
        return self.state == ImportState.CHECKED

    @property
    def is_under_way(self) -> bool:
        """Whether it was confirmed, and its units are registered or about to be."""
        return self.state in {ImportState.CONFIRMED, ImportState.REGISTERED}
