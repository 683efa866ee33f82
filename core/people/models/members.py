"""Who works, or worked, in the unit."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.db.unit import UnitModel
from core.people.models.departments import Department


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
    the alphabet. Title, department and rank are those of the main job of now (``Job``), which
    ``services.jobs`` keeps equal: jobs begin and end on the day of the act or before it, so no
    midnight makes them untrue. Of another day ``Job`` alone tells.

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
