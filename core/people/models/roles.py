"""The roles that a unit makes for itself, and who holds which role."""

from datetime import date, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from core.contracts.people import DataScope
from core.db.unit import UnitModel
from core.people.models.dated import ends_after_its_start, going_on
from core.people.models.members import Member


class Role(UnitModel):
    """A role that the unit made for itself, beside the built-in ones (``core.people.roles``).

    ``permissions`` are codes such as ``documents.dispatch``; a code of a module that is not
    active counts for nothing. .. no_pii:
    """

    title = models.CharField(max_length=30)
    permissions = ArrayField(models.CharField(max_length=80), default=list)

    class Meta:
        db_table = "role"
        constraints = (models.UniqueConstraint(fields=["title"], name="one_role_per_title"),)


def in_force(day: date, prefix: str = "") -> Q:
    """The condition that a grant counts on ``day``; ``prefix`` leads to it from another table."""
    begun = Q(**{f"{prefix}started_on": None}) | Q(**{f"{prefix}started_on__lte": day})
    return begun & going_on(day, prefix)


class RoleGrant(UnitModel):
    """A member holds a role: the code of a built-in one, or the id of one of the unit's own.

    ``scope`` is how far what it allows reaches. It counts from ``started_on`` (None: since the
    member came) to the day before ``ended_on`` (None: until it is taken).

    .. pii: names who may do what
    """

    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="grants", db_index=False
    )
    role = models.CharField(max_length=36)
    scope = models.CharField(max_length=10, default=DataScope.UNIT)
    started_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    @property
    def last_day(self) -> date | None:
        """The last day on which it counts; None while no end is known."""
        return self.ended_on and self.ended_on - timedelta(days=1)

    class Meta:
        db_table = "role_grant"
        constraints = (
            models.UniqueConstraint(fields=["member", "role"], name="one_grant_per_role"),
            ends_after_its_start("grant_ends_after_its_start"),
        )
