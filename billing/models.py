"""What units owe: lines of the city's own ledger, in fen, never changed once posted."""

from django.db import models

from core.db.city import CURRENT_UNIT, Access, CityModel
from core.units.models import Unit


class FeeLine(CityModel):
    """A fee of a unit: its admission (``module`` empty) or a priced module.

    Posted in the transaction that makes the unit or the module active, so that nothing is
    owed for what does not work. ``amount_fen`` null: the tariff sets no price.

    .. no_pii:
    """

    access = Access(unit="S", rows=f"unit_id = {CURRENT_UNIT}", append_only=True)

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="fees")
    module = models.CharField(max_length=50, blank=True)
    fee_class = models.CharField(max_length=20)
    amount_fen = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=200)
    rule = models.CharField(max_length=20)
    posted_at = models.DateTimeField()

    class Meta:
        db_table = "fee_line"
        constraints = (
            models.UniqueConstraint(fields=["unit", "module"], name="one_fee_per_unit_and_module"),
            models.CheckConstraint(
                condition=models.Q(amount_fen__gte=0), name="a_fee_is_not_negative"
            ),
        )
