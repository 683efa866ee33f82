"""One thing that one person is told, the ways it goes out, and what people wish."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.contracts.urgency import NoticeUrgency
from core.db.city import CURRENT_UNIT, Access, CityModel
from core.units.models import Unit

_OWN = f"unit_id = {CURRENT_UNIT}"
_TO_OWN_PEOPLE = (
    "EXISTS (SELECT 1 FROM city.post ours "  # noqa: S608 -- a declaration, no input
    f"WHERE ours.account_id = notice.account_id AND ours.unit_id = {CURRENT_UNIT})"
)


class PersonalNotice(CityModel):
    """One person is told one thing, once.

    ``title`` says what happened in the office's words and holds no business content
    (有新公文待签收): administrators who look for lost notices see it, and so may a gateway.
    It is a text of the code, translated where it is shown. ``body`` says which matter;
    ``url`` is a path inside the unit, or of the city where ``unit`` is empty.
    ``planned_at``: when its deliveries were decided.

    .. pii: says what an account was told; the body may name someone
    .. pii_retention: one year after it was read
    """

    access = Access(unit="SI", rows=_OWN, writes=f"{_OWN} AND {_TO_OWN_PEOPLE}")

    account_id = models.UUIDField()
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    module = models.CharField(max_length=30)
    kind = models.CharField(max_length=30)
    reference = models.CharField(max_length=80)
    title = models.CharField(max_length=60)
    body = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=120, blank=True)
    urgency = models.CharField(max_length=12, blank=True, choices=NoticeUrgency.choices)
    created_at = models.DateTimeField()
    planned_at = models.DateTimeField(null=True)
    unread = models.BooleanField(default=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notice"
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "module", "reference", "kind", "account_id"],
                nulls_distinct=False,
                name="a_person_is_told_once",
            ),
            models.CheckConstraint(
                condition=Q(unread=True, read_at=None) | Q(unread=False, read_at__isnull=False),
                name="what_is_read_was_read_once",
            ),
        )
        indexes = (
            models.Index(
                fields=["account_id", "-unread", "-created_at", "-id"], name="notices_of_account"
            ),
            models.Index(
                fields=["created_at"], condition=Q(planned_at=None), name="notices_to_plan"
            ),
        )


class DeliveryState(models.TextChoices):
    """The life of one delivery. A failed one keeps its reason and waits for an administrator."""

    WAITING = "waiting", _("待发送")
    SENT = "sent", _("已发送")
    DELIVERED = "delivered", _("已送达")
    READ = "read", _("已阅读")
    FAILED = "failed", _("未送达")


class Delivery(CityModel):
    """One notice on its way by one channel; its key is the same for every attempt.

    ``lease_until``: a worker is sending it just now, or was killed meanwhile.
    ``provider_id`` is the gateway's own name for the message, by which receipts come back.

    .. pii: says whether an account was reached
    .. pii_retention: goes with its notice
    """

    access = Access(
        unit="SU", rows=_OWN, columns=("state", "attempts", "next_at", "lease_until", "reason")
    )

    notice = models.ForeignKey(
        PersonalNotice, on_delete=models.CASCADE, related_name="deliveries", db_index=False
    )
    unit_id = models.UUIDField(null=True)
    channel = models.CharField(max_length=30)
    channel_title = models.CharField(max_length=30)
    state = models.CharField(
        max_length=9, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    provider_id = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notice_delivery"
        constraints = (
            models.UniqueConstraint(fields=["notice", "channel"], name="one_delivery_per_channel"),
        )
        indexes = (
            models.Index(
                fields=["unit_id", "next_at"], condition=Q(state="waiting"), name="deliveries_due"
            ),
            models.Index(
                fields=["unit_id", "-created_at", "-id"],
                condition=Q(state="failed"),
                name="deliveries_failed",
            ),
            models.Index(
                fields=["channel", "provider_id"],
                condition=~Q(provider_id=""),
                name="deliveries_by_receipt",
            ),
        )


class Wishes(CityModel):
    """How one person wants to be told; without a row the city's defaults hold.

    ``channels``: by urgency, the codes of the channels. Quiet hours may pass midnight.

    .. pii: when a civil servant does not want to be disturbed
    .. pii_retention: as long as the account
    """

    account_id = models.UUIDField()
    channels = models.JSONField(default=dict)
    quiet_from = models.TimeField(null=True)
    quiet_to = models.TimeField(null=True)

    class Meta:
        db_table = "notice_wishes"
        constraints = (
            models.UniqueConstraint(fields=["account_id"], name="one_wish_list_per_account"),
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_to=None)
                | Q(quiet_from__isnull=False, quiet_to__isnull=False),
                name="quiet_hours_have_two_ends",
            ),
        )


class Gateway(CityModel):
    """A way out of the platform that the city has set up (短信, 钉钉, 企业微信 …).

    ``driver`` names the code that speaks to it, ``setup`` is that driver's own.
    ``default_for``: the urgencies for which people are told by it unless they wish otherwise.
    The secrets are sealed to this row. ``resting_until``: it failed several times in a row, and
    nobody waits for it again before. .. no_pii:
    """

    code = models.CharField(max_length=30)
    title = models.CharField(max_length=30)
    driver = models.CharField(max_length=30)
    enabled = models.BooleanField(default=False)
    default_for = ArrayField(models.CharField(max_length=12, blank=True), default=list)
    setup = models.JSONField(default=dict)
    sealed_secrets = models.TextField(blank=True)
    resting_until = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "notice_gateway"
        constraints = (models.UniqueConstraint(fields=["code"], name="one_gateway_per_code"),)
