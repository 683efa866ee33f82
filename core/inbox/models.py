"""One thing that waits for one person, or has been done by them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.db.city import CURRENT_UNIT, Access, CityModel
from core.units.models import Unit

_OWN = f"unit_id = {CURRENT_UNIT}"
_BEFORE_OWN_PEOPLE = (
    "EXISTS (SELECT 1 FROM city.post ours "  # noqa: S608 -- a declaration, no input
    f"WHERE ours.account_id = inbox_item.account_id AND ours.unit_id = {CURRENT_UNIT})"
)

#: What a matter brings anew when it comes back to the same person.
RENEWED = (
    "title", "step", "sender", "url", "urgency", "due_at", "state", "arrived_at", "done_at",
)  # fmt: skip


class Kind(models.TextChoices):
    """To act on, or only to read. The two are never mixed."""

    ACT = "act", _("待办")
    READ = "read", _("待阅")


class ItemState(models.TextChoices):
    """``withdrawn``: settled by somebody else or no longer wanted; not this person's act."""

    OPEN = "open", _("未办")
    DONE = "done", _("已办")
    WITHDRAWN = "withdrawn", _("已撤销")


class InboxItem(CityModel):
    """A pointer to a matter of a module in a unit; never its content.

    Written by the unit, in the transaction of its cause, for its own people. ``reference``
    is the module's own name for the matter; ``url`` a path inside the unit. ``sender`` is
    who brought it, in words.

    .. pii: says what an account has to do; the title may name someone
    .. pii_retention: done items two years
    """

    access = Access(
        unit="SIU",
        rows=_OWN,
        writes=f"{_OWN} AND {_BEFORE_OWN_PEOPLE}",
        updates=_OWN,
        columns=RENEWED,
    )

    account_id = models.UUIDField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    module = models.CharField(max_length=30)
    reference = models.CharField(max_length=60)
    kind = models.CharField(max_length=4, choices=Kind.choices)
    title = models.CharField(max_length=200)
    step = models.CharField(max_length=30, blank=True)
    sender = models.CharField(max_length=100, blank=True)
    url = models.CharField(max_length=120)
    urgency = models.CharField(max_length=12, blank=True)
    due_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=9, choices=ItemState.choices, default=ItemState.OPEN)
    arrived_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "inbox_item"
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "module", "reference", "account_id", "kind"],
                name="a_matter_waits_once_for_a_person",
            ),
        )
        indexes = (
            models.Index(fields=["account_id", "state", "-arrived_at"], name="inbox_of_account"),
        )
