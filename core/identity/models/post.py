"""The shared index of posts: which account belongs to which unit."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.db.city import CURRENT_UNIT, Access, CityModel
from core.db.keys import new_id
from core.identity.models.account import Account
from core.units.models import Unit


class PostState(models.TextChoices):
    """A post counts only when the person has taken it up."""

    PROPOSED = "proposed", _("待本人确认")
    ACCEPTED = "accepted", _("在岗")


class PostQuerySet(models.QuerySet["Post"]):
    """Questions asked of posts."""

    def standing(self) -> "PostQuerySet":
        """Posts that have not ended."""
        return self.filter(ended_on__isnull=True)

    def counting(self) -> "PostQuerySet":
        """Posts that open their unit."""
        return self.standing().filter(state=PostState.ACCEPTED)


class Post(CityModel):
    """Somebody's place in a unit. Without an accepted one, nobody enters that unit.

    One row per person and unit; the several jobs someone may have inside the unit are the
    unit's own matter. ``member_id`` is the row in the unit's ``member`` table, fixed here
    first so that both sides can be written in two transactions and found again after a
    crash between them. A unit sees its own rows and keeps title, administration and end up
    to date; it can neither make a post nor accept one: that is the city's act on the
    person's word, and PostgreSQL refuses it to a unit's role.

    .. pii: names who works where
    .. pii_retention: as long as the unit's documents
    """

    access = Access(
        unit="SU",
        rows=f"unit_id = {CURRENT_UNIT}",
        columns=("title", "administers", "ended_on"),
    )

    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="posts", db_index=False
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    member_id = models.UUIDField(default=new_id)
    title = models.CharField(max_length=50, blank=True)
    is_primary = models.BooleanField(default=False)
    administers = models.BooleanField(default=False, help_text="Then a second factor is a duty.")
    state = models.CharField(max_length=10, choices=PostState.choices, default=PostState.PROPOSED)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        db_table = "post"
        constraints = (
            models.UniqueConstraint(fields=["account", "unit"], name="one_post_per_unit"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="post_ends_after_its_start",
            ),
        )
