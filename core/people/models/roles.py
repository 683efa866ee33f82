"""The roles that a unit makes for itself, and who holds which role."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from core.db.unit import UnitModel
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


class RoleGrant(UnitModel):
    """A member holds a role: the code of a built-in one, or the id of one of the unit's own.

    .. pii: names who may do what
    """

    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="grants", db_index=False
    )
    role = models.CharField(max_length=36)

    class Meta:
        db_table = "role_grant"
        constraints = (
            models.UniqueConstraint(fields=["member", "role"], name="one_grant_per_role"),
        )
