"""内设机构: the offices inside a unit."""

from django.db import models
from django.db.models import F, Q

from core.db.unit import UnitModel


class Department(UnitModel):
    """An office inside the unit (内设机构); they may nest. Closed, never deleted.

    ``position`` orders it among those of the same parent.

    .. no_pii:
    """

    name = models.CharField(max_length=50)
    parent = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="children", db_index=False
    )
    position = models.PositiveSmallIntegerField(default=0)
    closed_on = models.DateField(null=True)

    class Meta:
        db_table = "department"
        ordering = ("position", "name")
        constraints = (
            # Longer rings are refused under a lock by ``services.departments``.
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="department_is_not_inside_itself",
            ),
        )
