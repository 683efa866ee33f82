"""What units were called, under whom they stood, and what has happened to them."""

from django.db import models

from core.db.city import Access, CityModel
from core.units.kinds import UnitEventKind
from core.units.models.dates import DatedManager, one_standing
from core.units.models.unit import Unit


class UnitName(CityModel):
    """What a unit was called from one day to another.

    .. no_pii:
    """

    access = Access(unit="S")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(max_length=100)
    short_name = models.CharField(max_length=50)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    objects = DatedManager()

    class Meta:
        db_table = "unit_name"
        constraints = (one_standing("one_standing_unit_name", "unit"),)


class UnitParent(CityModel):
    """Under whom a unit stood from one day to another.

    .. no_pii:
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="parents")
    parent = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    objects = DatedManager()

    class Meta:
        db_table = "unit_parent"
        constraints = (one_standing("one_standing_parent", "unit"),)


class UnitEvent(CityModel):
    """One thing that happened to a unit: suspended, restored, closed … Kept for good.

    .. pii: by_name names who did it
    .. pii_retention: as long as the unit's record
    """

    access = Access(append_only=True)

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=UnitEventKind.choices)
    reason = models.CharField(max_length=200, blank=True)
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=50)
    at = models.DateTimeField()

    class Meta:
        db_table = "unit_event"
        ordering = ("at", "id")
