"""The city's own trail, and what the city keeps of every unit's."""

from django.db import models

from core.audit.entry import TrailEntry
from core.db.city import CURRENT_UNIT, Access, CityModel


class CityEntry(CityModel, TrailEntry):
    """A line of the city's own trail: units, grants, log-ins, fees. Added, never changed.

    .. pii: person_name, title, acting_for, address and device tell of a civil servant
    .. pii_retention: as long as the platform runs, at least six months (等保2.0 8.1.4.3)
    """

    access = Access(append_only=True)

    class Meta:
        db_table = "city_entry"
        indexes = (models.Index(fields=["at"], name="city_entry_by_time"),)


class TrailWitness(CityModel):
    """A line that is not sealed yet: its key (``id``) and digest, written with the line itself.

    A unit adds its own and can do nothing else with them; sealing takes them away.
    ``unit_id`` is None for the city's own trail. .. no_pii:
    """

    access = Access(unit="I", rows=f"unit_id = {CURRENT_UNIT}")

    unit_id = models.UUIDField(null=True)
    digest = models.BinaryField()

    class Meta:
        db_table = "trail_witness"


class TrailCheckpoint(CityModel):
    """The city's signature under all blocks made since the checkpoint before.

    .. no_pii:
    """

    access = Access(append_only=True)

    number = models.PositiveIntegerField(unique=True)
    at = models.DateTimeField()
    blocks = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    class Meta:
        db_table = "trail_checkpoint"


class TrailBlock(CityModel):
    """The witnesses of one unit that were sealed together; ``leaves`` are keys and digests.

    Forty-eight bytes for each line: they name the line that is missing, added or altered,
    where a root alone would only say that something is. .. no_pii:
    """

    access = Access(append_only=True)

    unit_id = models.UUIDField(null=True)
    number = models.PositiveIntegerField()
    entries = models.PositiveIntegerField()
    leaves = models.BinaryField()
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    checkpoint = models.ForeignKey(TrailCheckpoint, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "trail_block"
        constraints = (
            models.UniqueConstraint(
                fields=["unit_id", "number"],
                nulls_distinct=False,
                name="blocks_of_a_trail_are_numbered",
            ),
        )


class TrailCheck(CityModel):
    """A verification that the audit administrator asked for, and how far it has come.

    .. pii: asked_by names a civil servant
    .. pii_retention: as long as the trail
    """

    unit_id = models.UUIDField(null=True)
    asked_by = models.CharField(max_length=50)
    asked_at = models.DateTimeField()
    total = models.PositiveIntegerField(default=0)
    units = models.PositiveIntegerField(default=0)
    entries = models.PositiveBigIntegerField(default=0)
    bad = models.JSONField(default=list)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "trail_check"
        ordering = ("-asked_at",)
