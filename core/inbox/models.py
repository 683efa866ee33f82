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
    "title", "number", "step", "holder", "sender", "url", "urgency", "weight", "placed_by",
    "due_at", "has_files", "state", "arrived_at", "seen_at", "done_at",
)  # fmt: skip


class Kind(models.TextChoices):
    """To act on, or only to read (never mixed); what one set going; what one has begun."""

    ACT = "act", _("待办")
    READ = "read", _("待阅")
    STARTED = "started", _("我发起的")
    DRAFT = "draft", _("草稿")


class ItemState(models.TextChoices):
    """``withdrawn``: settled by somebody else or no longer wanted; not this person's act."""

    OPEN = "open", _("未办")
    DONE = "done", _("已办")
    WITHDRAWN = "withdrawn", _("已撤销")


class InboxItem(CityModel):
    """A pointer to a matter of a module in a unit; never its content.

    Written by the unit, in the transaction of its cause, for its own people. ``reference``
    is the module's own name for the matter; ``url`` a path inside the unit. ``sender`` is
    who brought it, ``holder`` with whom it is now (当前办理人), both in words. ``weight``
    orders what waits: by urgency, or as the secretary ``placed_by`` put it. ``seen_at`` is
    when the person first opened it.

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
    kind = models.CharField(max_length=7, choices=Kind.choices)
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=40, blank=True)
    step = models.CharField(max_length=30, blank=True)
    holder = models.CharField(max_length=100, blank=True)
    sender = models.CharField(max_length=100, blank=True)
    url = models.CharField(max_length=120)
    urgency = models.CharField(max_length=12, blank=True)
    weight = models.SmallIntegerField(default=0)
    placed_by = models.CharField(max_length=50, blank=True)
    due_at = models.DateTimeField(null=True)
    has_files = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=ItemState.choices, default=ItemState.OPEN)
    arrived_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "inbox_item"
        constraints = (
            # The reference first: an index that begins with the unit would draw the planner
            # away from those below, which are in the order of the lists.
            models.UniqueConstraint(
                fields=["reference", "module", "unit", "account_id", "kind"],
                name="a_matter_waits_once_for_a_person",
            ),
        )
        # One for each order in which boxes are read; the unit lies beside the keys, so that
        # counting a person's items reads no row. What was withdrawn stands in none.
        indexes = (
            models.Index(
                fields=["account_id", "kind", "-weight", "-arrived_at", "-id"],
                include=["unit"],
                condition=models.Q(state=ItemState.OPEN),
                name="inbox_waiting",
            ),
            models.Index(
                fields=["account_id", "kind", "-done_at", "-id"],
                include=["unit"],
                condition=models.Q(state=ItemState.DONE),
                name="inbox_done",
            ),
            models.Index(
                fields=["account_id", "-arrived_at", "-id"],
                include=["unit"],
                condition=models.Q(kind=Kind.STARTED),
                name="inbox_started",
            ),
        )


class SavedFilter(CityModel):
    """A filter of the workbench that a person keeps under a name; for all units alike.

    .. pii: says what an account looks for
    .. pii_retention: until the person drops it
    """

    account_id = models.UUIDField()
    name = models.CharField(max_length=20)
    query = models.CharField(max_length=300)

    class Meta:
        db_table = "inbox_filter"
        constraints = (
            models.UniqueConstraint(fields=["account_id", "name"], name="a_filter_has_its_name"),
        )
