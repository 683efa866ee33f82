"""A reform of units (机构改革): planned, rehearsed, carried out as one act, and kept."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from core.db.city import CityModel
from core.units.kinds import ReformAct, ReformState
from core.units.models.unit import Unit


class Reform(CityModel):
    """One planned act on units. ``rehearsal`` and ``outcome`` keep what was and is to change.

    .. pii: the ``…_by`` columns name who planned and who carried it out
    .. pii_retention: kept for good, as the record of an administrative act
    """

    title = models.CharField(max_length=100)
    basis = models.CharField(max_length=200, blank=True, help_text="The deciding document.")
    state = models.CharField(
        max_length=10, choices=ReformState.choices, default=ReformState.PLANNED
    )
    effective_on = models.DateField()
    planned_at = models.DateTimeField()
    planned_by = models.CharField(max_length=50)
    rehearsal = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    rehearsed_at = models.DateTimeField(null=True)
    outcome = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=50, blank=True)
    cancel_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "reform"
        ordering = ("-planned_at",)


class ReformStep(CityModel):
    """One step: an act on ``unit``. What ``details`` holds depends on the act (``reform.acts``).

    .. no_pii:
    """

    reform = models.ForeignKey(Reform, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    act = models.CharField(max_length=10, choices=ReformAct.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    details = models.JSONField(default=dict)

    class Meta:
        db_table = "reform_step"
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["reform", "position"], name="one_step_per_place"),
        )
