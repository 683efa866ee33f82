"""A transfer, and the receiving unit's word on it: two rows, one for each side."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.db.city import CURRENT_UNIT, Access, CityModel
from core.units.models import Unit


class TransferState(models.TextChoices):
    """How far it is."""

    PLANNED = "planned", _("待接收")
    RELEASED = "released", _("已调出")
    DONE = "done", _("已办结")
    WITHDRAWN = "withdrawn", _("已撤回")


class Transfer(CityModel):
    """A person is to go from one unit to another, as the unit that lets go says it.

    The receiving unit learns name, title and number from this row, which the home unit gives
    it; never whether accounts exist. The city moves post and home unit once the person is
    released and the other side has agreed, and believes neither of the rows alone: it looks
    whether the post in the home unit has ended.

    .. pii: name, title and number of a civil servant who changes units
    .. pii_retention: as long as the units' documents
    """

    access = Access(
        unit="SIU",
        rows=f"from_unit_id = {CURRENT_UNIT} OR to_unit_id = {CURRENT_UNIT}",
        writes=f"from_unit_id = {CURRENT_UNIT}",
        updates=f"from_unit_id = {CURRENT_UNIT}",
        columns=("state", "released_on"),
    )

    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    account_id = models.UUIDField()
    member_id = models.UUIDField()
    name = models.CharField(max_length=50)
    title = models.CharField(max_length=50, blank=True)
    mobile = models.CharField(max_length=11, blank=True)
    planned_on = models.DateField()
    reason = models.CharField(max_length=100, blank=True)
    planned_by = models.CharField(max_length=50)
    state = models.CharField(
        max_length=9, choices=TransferState.choices, default=TransferState.PLANNED
    )
    released_on = models.DateField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "transfer"
        constraints = (
            models.UniqueConstraint(
                fields=["account_id"],
                condition=Q(state__in=["planned", "released"]),
                name="one_transfer_of_a_person_at_a_time",
            ),
        )


_OF_OURS = (
    "EXISTS (SELECT 1 FROM city.transfer t WHERE t.id = transfer_id AND "  # noqa: S608 -- a declaration, no input
    f"(t.from_unit_id = {CURRENT_UNIT} OR t.to_unit_id = {CURRENT_UNIT}))"
)
_TO_US = (
    "EXISTS (SELECT 1 FROM city.transfer t WHERE t.id = transfer_id AND "  # noqa: S608 -- a declaration, no input
    f"t.to_unit_id = {CURRENT_UNIT})"
)


class Reception(CityModel):
    """The receiving unit's word: agreed, with the post that waits there, or declined.

    .. pii: the post that waits for a civil servant
    .. pii_retention: as long as the transfer
    """

    access = Access(unit="SI", rows=_OF_OURS, writes=_TO_US)

    transfer = models.OneToOneField(Transfer, on_delete=models.PROTECT, related_name="reception")
    agreed = models.BooleanField()
    title = models.CharField(max_length=50, blank=True)
    department_id = models.UUIDField(null=True)
    standing = models.CharField(max_length=9, default="other")
    rank_order = models.PositiveSmallIntegerField(default=500)
    answered_by = models.CharField(max_length=50)
    answered_at = models.DateTimeField()

    class Meta:
        db_table = "transfer_reception"
