"""Names that mean many organs at once: 各区县(市), 市直各单位, 各乡镇(街道)."""

from django.db import models

from core.db.city import Access, CityModel
from core.units.models.organ import Organ
from core.units.models.unit import Unit


class CollectiveName(CityModel):
    """A collective name and the rule that says whom it means (``core.units.collective``).

    ``organ`` or ``unit`` narrow who may use it: only that organ, or the organs of that
    unit and of the units below it. Both null: everybody. .. no_pii:
    """

    access = Access(unit="S")

    text = models.CharField(max_length=50)
    organ = models.ForeignKey(
        Organ, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    rule = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "collective_name"
        ordering = ("position", "text")
        constraints = (
            models.UniqueConstraint(
                fields=["text", "organ", "unit"],
                name="collective_name_once",
                nulls_distinct=False,
            ),
        )
