"""代行职责 and AB角: who acts in whose place, and when."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from core.people.models.dated import DAYS, Dated, ends_after_its_start
from core.people.models.members import Member


class SubstitutionKind(models.TextChoices):
    """Until further notice, or for a stretch of days."""

    PAIR = "pair", _("AB角")
    ACTING = "acting", _("代行职责")


class Substitution(Dated):
    """``substitute`` acts in the place of ``member`` on these days.

    A pair (AB角) stands until it is ended; whoever acts for an absent leader (代行职责) does
    so for stated days. Both work alike: on these days the substitute may choose to act for
    the member, and every act then names both.

    .. pii: who is absent, and why
    .. pii_retention: as long as the unit's documents
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    substitute = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=6, choices=SubstitutionKind.choices)
    reason = models.CharField(max_length=100, blank=True)

    class Meta:
        db_table = "substitution"
        constraints = (
            ends_after_its_start("substitution_ends_after_its_start"),
            models.CheckConstraint(
                condition=~models.Q(member=F("substitute")),
                name="nobody_is_ones_own_substitute",
            ),
            ExclusionConstraint(
                name="one_substitution_of_a_pair_at_a_time",
                expressions=[("member", "="), ("substitute", "="), (DAYS, "&&")],
            ),
        )
