"""A list of people that was brought as a file, from the check to what came of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.db.unit import UnitModel


class PeopleListState(models.TextChoices):
    """How far an uploaded list has come."""

    CHECKED = "checked", _("待确认")
    ACCEPTED = "accepted", _("已导入")
    GIVEN_UP = "given_up", _("已放弃")


class PeopleList(UnitModel):
    """An uploaded list and what came of it.

    ``content`` holds its lines only while somebody looks at what it would do; afterwards the
    row says who brought how many people, and no longer which. ``claimed_at``: it is being
    carried out since then, so that a double click does not print two sets of codes.

    .. pii: names, numbers and posts of the people in the list, while it is open
    .. pii_retention: the lines a day at most, the rest as long as the unit's records
    """

    name = models.CharField(max_length=100)
    content = models.JSONField(default=dict)
    state = models.CharField(
        max_length=8, choices=PeopleListState.choices, default=PeopleListState.CHECKED
    )
    checked_at = models.DateTimeField()
    checked_by = models.CharField(max_length=50)
    claimed_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.CharField(max_length=50, blank=True)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "people_list"
        ordering = ("-checked_at",)

    @property
    def is_open(self) -> bool:
        """Whether it waits for a word."""
        return self.state == PeopleListState.CHECKED
