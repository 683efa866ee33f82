"""The unit's people: departments, members, roles."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.db.unit import UnitModel


class Department(UnitModel):
    """An office inside the unit (内设机构); they may nest. Closed, never deleted.

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


class MemberState(models.TextChoices):
    """Whether somebody works here now."""

    ACTIVE = "active", _("在岗")
    LEFT = "left", _("已离开")


class Member(UnitModel):
    """Somebody who works, or worked, in this unit.

    Everything of the unit points here, so the row stays when the person leaves. The name and
    number are the unit's own copy; ``account_id`` is a plain value, because a key from every
    unit's schema to the shared account table would put thousands of triggers on it.
    ``rank_order`` is the order of office (职务排序), smallest first; people are never listed by
    the alphabet.

    .. pii: name, mobile and post of a civil servant
    .. pii_retention: as long as the unit's documents
    """

    account_id = models.UUIDField()
    name = models.CharField(max_length=50)
    name_key = models.CharField(max_length=160)
    mobile = models.CharField(max_length=11, blank=True)
    title = models.CharField(max_length=50, blank=True)
    department = models.ForeignKey(
        Department, null=True, on_delete=models.PROTECT, related_name="members", db_index=False
    )
    rank_order = models.PositiveSmallIntegerField(default=500)
    state = models.CharField(max_length=6, choices=MemberState.choices, default=MemberState.ACTIVE)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        db_table = "member"
        ordering = ("rank_order", "started_on", "id")
        constraints = (
            models.UniqueConstraint(fields=["account_id"], name="one_member_per_account"),
        )


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
