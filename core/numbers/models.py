"""The ledger of numbers: every number ever taken, and one counter per code and year."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.db.city import CURRENT_UNIT, Access, CityModel
from core.numbers.form import Number
from core.units.models import Unit


def _own_code(column: str) -> str:
    """The condition that the code in ``column`` belongs to an organ that the unit hosts now.

    By the organ and not by the row: with the organ its numbers move to another unit.
    """
    return (
        "EXISTS (SELECT 1 FROM city.number_code owned "  # noqa: S608 -- a declaration, no input
        "JOIN city.organ host ON host.id = owned.organ_id "
        f"WHERE owned.text = {column} AND host.unit_id = {CURRENT_UNIT})"
    )


class NumberState(models.TextChoices):
    """What became of a number. A void number stays in the ledger and is never used again."""

    USED = "used", _("已用")
    RESERVED = "reserved", _("预留")
    VOID = "void", _("作废")


class NumberCounter(CityModel):
    """The last number of a code in a year; its row lock makes takers queue.

    A counter and not a sequence: a sequence does not roll back, and every gap in the
    register would have to be explained. .. no_pii:
    """

    access = Access(unit="SIU", rows=_own_code("number_counter.code"), columns=("last",))

    code = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        db_table = "number_counter"
        constraints = (
            models.UniqueConstraint(fields=["code", "year"], name="one_counter_per_code_and_year"),
        )


class NumberTaken(CityModel):
    """One number of the platform, and what it was taken for.

    ``unit`` is the taker; ``reference`` its own name for the document (module and key).
    .. no_pii:
    """

    access = Access(
        unit="SIU",
        rows=f"unit_id = {CURRENT_UNIT} OR {_own_code('number_taken.code')}",
        writes=f"unit_id = {CURRENT_UNIT} AND {_own_code('number_taken.code')}",
        updates=_own_code("number_taken.code"),
        columns=("state", "reason", "voided_at"),
    )

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    seq = models.PositiveIntegerField()
    reference = models.CharField(max_length=80)
    state = models.CharField(max_length=8, choices=NumberState.choices, default=NumberState.USED)
    reason = models.CharField(max_length=200, blank=True)
    taken_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "number_taken"
        constraints = (
            models.UniqueConstraint(fields=["code", "year", "seq"], name="a_number_is_taken_once"),
        )

    @property
    def number(self) -> Number:
        """The number as a value."""
        return Number(self.code, self.year, self.seq)
