"""Envelopes and receipts: what was sent, to whom, and who signed for it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.db.city import CURRENT_UNIT, Access, CityModel
from core.units.models import Unit

_RECEIVED = (
    "EXISTS (SELECT 1 FROM city.receipt addressed "  # noqa: S608 -- a declaration, no input
    f"WHERE addressed.envelope_id = envelope.id AND addressed.unit_id = {CURRENT_UNIT})"
)

_ISSUED_HERE = (
    "EXISTS (SELECT 1 FROM city.organ issuer "  # noqa: S608 -- a declaration, no input
    f"WHERE issuer.id = envelope.organ_id AND issuer.unit_id = {CURRENT_UNIT})"
)

#: What the recipient's signature fills in.
SIGNING = (
    "state",
    "signed_at",
    "signed_by",
    "signed_name",
    "signed_title",
    "register_reference",
)


class Role(models.TextChoices):
    """Why a unit receives a document."""

    MAIN = "main", _("主送")
    CC = "cc", _("抄送")


class ReceiptState(models.TextChoices):
    """Where a receipt stands; it only moves forward."""

    WAITING = "waiting", _("待签收")
    SIGNED = "signed", _("已签收")


class Envelope(CityModel):
    """A document as it was sent: sealed, the same for all recipients, never changed.

    ``paper`` holds its text and structured parts, ``files`` its attachments by hash;
    ``content_hash`` covers both and the head. Names are those of the day. ``token`` makes a
    repeated dispatch of the same act find the first one. A unit sends in the name of organs
    that it hosts, and of no others.

    .. pii: paper names the signer and the contact of an official document
    .. pii_retention: as long as the sender's documents
    """

    access = Access(
        unit="SI",
        rows=f"sender_unit_id = {CURRENT_UNIT} OR {_RECEIVED}",
        writes=f"sender_unit_id = {CURRENT_UNIT} AND {_ISSUED_HERE}",
    )

    sender_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    organ_id = models.UUIDField()
    organ_name = models.CharField(max_length=100)
    title = models.CharField(max_length=200)
    doc_type = models.CharField(max_length=20)
    number_text = models.CharField(max_length=40, blank=True)
    urgency = models.CharField(max_length=12, blank=True)
    paper = models.JSONField()
    files = models.JSONField(default=list)
    content_hash = models.CharField(max_length=64)
    dispatched_at = models.DateTimeField()
    token = models.CharField(max_length=64)

    class Meta:
        db_table = "envelope"
        constraints = (
            models.UniqueConstraint(fields=["sender_unit", "token"], name="an_act_dispatches_once"),
            models.UniqueConstraint(
                fields=["number_text"],
                condition=~Q(number_text=""),
                name="one_envelope_per_number",
            ),
            # What a receipt's key points at: it proves who the sender is.
            models.UniqueConstraint(fields=["id", "sender_unit"], name="envelope_and_sender"),
        )


class Receipt(CityModel):
    """One unit's receipt for one envelope; its key is that pair.

    ``sender_unit`` is tied to the envelope's by a composite key, so that nobody adds a
    receipt to a document of another's, and so that the row policies of both tables need not
    ask one another in a circle. It begins unsigned; only the recipient signs, and only once
    (by trigger).

    .. pii: names who signed
    .. pii_retention: as long as the envelope
    """

    access = Access(
        unit="SIU",
        rows=f"unit_id = {CURRENT_UNIT} OR sender_unit_id = {CURRENT_UNIT}",
        writes=f"sender_unit_id = {CURRENT_UNIT} AND state = 'waiting' AND signed_at IS NULL",
        updates=f"unit_id = {CURRENT_UNIT}",
        columns=SIGNING,
    )

    id = None  # type: ignore[assignment]  # the pair is its own key
    pk = models.CompositePrimaryKey("envelope_id", "unit_id")
    envelope = models.ForeignKey(
        Envelope,
        on_delete=models.PROTECT,
        related_name="receipts",
        db_index=False,
        db_constraint=False,
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    sender_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    role = models.CharField(max_length=4, choices=Role.choices)
    addressed_as = models.CharField(max_length=200)
    state = models.CharField(
        max_length=8, choices=ReceiptState.choices, default=ReceiptState.WAITING
    )
    signed_at = models.DateTimeField(null=True)
    signed_by = models.UUIDField(null=True)
    signed_name = models.CharField(max_length=50, blank=True)
    signed_title = models.CharField(max_length=50, blank=True)
    register_reference = models.CharField(max_length=60, blank=True)

    #: What ``selectors.receipts_of`` adds: the unit's names of the day of dispatch.
    unit_name: str
    unit_short_name: str

    class Meta:
        db_table = "receipt"
        constraints = (
            models.CheckConstraint(
                condition=Q(state="waiting", signed_at=None) | Q(signed_at__isnull=False),
                name="signed_with_time",
            ),
        )
        indexes = (
            models.Index(
                fields=["unit", "envelope"],
                condition=Q(state="waiting"),
                name="receipts_waiting",
            ),
        )
