"""分管: which leader is in charge of which department."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models

from core.people.models.dated import DAYS, Dated, ends_after_its_start
from core.people.models.departments import Department
from core.people.models.members import Member


class Charge(Dated):
    """A leader of the unit is in charge of a department (分管), and of those inside it.

    At any time one leader at most: the flow asks "the leader in charge" and must find one.
    A department inside another may have its own; else the outer one's counts.

    .. pii: what a civil servant is in charge of
    .. pii_retention: as long as the unit's documents
    """

    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="charges", db_index=False
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="charges", db_index=False
    )

    class Meta:
        db_table = "charge"
        constraints = (
            ends_after_its_start("charge_ends_after_its_start"),
            ExclusionConstraint(
                name="one_leader_in_charge_at_a_time",
                expressions=[("department", "="), (DAYS, "&&")],
            ),
        )
