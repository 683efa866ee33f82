"""People whom somebody picks again and again: groups of one's own, and those picked of late."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from core.db.unit import UnitModel
from core.people.models.members import Member


class PersonGroup(UnitModel):
    """Members in an order, kept by one member for picking (常用分组).

    The group without a title holds those whom the owner picked of late, the latest first.
    Whoever has left stays in the array and is not shown.

    .. pii: whom somebody works with
    .. pii_retention: until the owner deletes it or leaves
    """

    owner = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="picking_groups", db_index=False
    )
    title = models.CharField(max_length=30, blank=True)
    members = ArrayField(models.UUIDField(), default=list)

    class Meta:
        db_table = "person_group"
        ordering = ("title",)
        constraints = (
            models.UniqueConstraint(fields=["owner", "title"], name="one_group_per_title"),
        )
