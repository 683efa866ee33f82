"""秘书预排: who may put a leader's open matters into an order."""

from django.db import models
from django.db.models import F, Q

from core.db.unit import UnitModel
from core.people.models import Member


class Secretary(UnitModel):
    """``secretary`` arranges what waits for ``leader``, until it is ended.

    The order hides nothing and says who made it. Ended, never deleted.

    .. pii: names who works for whom
    .. pii_retention: as long as the unit's documents
    """

    leader = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    secretary = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "secretary"
        constraints = (
            models.UniqueConstraint(
                fields=["leader", "secretary"],
                condition=Q(ended_at=None),
                name="one_standing_secretary",
            ),
            models.CheckConstraint(
                condition=~Q(leader=F("secretary")), name="nobody_is_his_own_secretary"
            ),
        )
