"""What a unit keeps about its documents: those it sends, those it receives, every act on them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.contracts.urgency import Urgency
from core.db.unit import KernelForeignKey, UnitModel
from core.exchange.public import Envelope


class DocumentType(models.TextChoices):
    """The 15 types (文种) of the regulations of 2012, article 8."""

    RESOLUTION = "resolution", _("决议")
    DECISION = "decision", _("决定")
    ORDER = "order", _("命令(令)")
    COMMUNIQUE = "communique", _("公报")
    ANNOUNCEMENT = "announcement", _("公告")
    NOTICE_PUBLIC = "notice_public", _("通告")
    OPINION = "opinion", _("意见")
    NOTICE = "notice", _("通知")
    CIRCULAR = "circular", _("通报")
    REPORT = "report", _("报告")
    REQUEST = "request", _("请示")
    REPLY = "reply", _("批复")
    MOTION = "motion", _("议案")
    LETTER = "letter", _("函")
    MINUTES = "minutes", _("纪要")


class State(models.TextChoices):
    """Where a document stands on its way out."""

    DRAFT = "draft", _("拟稿")
    IN_REVIEW = "in_review", _("待签发")
    SIGNED = "signed", _("待编号")
    NUMBERED = "numbered", _("待分发")
    DISPATCHED = "dispatched", _("已分发")
    DISCARDED = "discarded", _("已废弃")


class ActKind(models.TextChoices):
    """What was done, as the trail calls it."""

    DRAFTED = "drafted", _("拟稿")
    CHANGED = "changed", _("修改")
    SUBMITTED = "submitted", _("送签")
    SIGNED = "signed", _("同意签发")
    RETURNED = "returned", _("退回")
    NUMBERED = "numbered", _("编号")
    DISPATCHED = "dispatched", _("分发")
    DISCARDED = "discarded", _("废弃")
    RECEIVED = "received", _("签收登记")


class Role(models.TextChoices):
    """主送 or 抄送."""

    MAIN = "main", _("主送")
    CC = "cc", _("抄送")


class Document(UnitModel):
    """A document that this unit drafts and sends (发文).

    Names of organ, signer and drafter are those of the day. From ``SIGNED`` on the text is
    frozen by ``content_hash``. ``version`` counts changes: two people cannot overwrite one
    another. ``declared`` is the drafter's word that it holds nothing classified (密级=无).

    .. pii: drafter_name and signer_name name civil servants; the text may name anyone
    .. pii_retention: permanent, or by the archive's schedule
    """

    organ_id = models.UUIDField()
    organ_name = models.CharField(max_length=100)
    doc_type = models.CharField(max_length=13, choices=DocumentType.choices)
    title = models.CharField(max_length=200)
    body = models.TextField()
    urgency = models.CharField(max_length=6, choices=Urgency.choices, blank=True)
    declared = models.BooleanField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    drafter = KernelForeignKey("people.Member")
    drafter_name = models.CharField(max_length=50)
    signer = KernelForeignKey("people.Member", null=True)
    signer_name = models.CharField(max_length=50, blank=True)
    signer_title = models.CharField(max_length=50, blank=True)
    signed_at = models.DateTimeField(null=True)
    content_hash = models.CharField(max_length=64, blank=True)
    number_text = models.CharField(max_length=40, blank=True)
    numbered_at = models.DateTimeField(null=True)
    envelope_id = models.UUIDField(null=True)
    dispatched_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "mod_official_documents_document"
        indexes = (
            # The register of sent documents, newest first, page by page.
            models.Index(
                fields=["-dispatched_at", "-id"],
                condition=Q(dispatched_at__isnull=False),
                name="mod_od_sent_register",
            ),
            # What is still on its way: few rows, whatever the register grows to.
            models.Index(
                fields=["state"],
                condition=~Q(state__in=["dispatched", "discarded"]),
                name="mod_od_under_way",
            ),
        )

    @property
    def is_open(self) -> bool:
        """Whether its text may still be changed."""
        return self.state == State.DRAFT


class Addressee(UnitModel):
    """Whom a document is to go to, as it was picked: an organ, a branch of the tree, a group.

    A pick and not its members: a notice to all villages is one row here. ``title`` is what
    the document prints. .. no_pii:
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="addressees")
    role = models.CharField(max_length=4, choices=Role.choices)
    position = models.PositiveSmallIntegerField()
    pick = models.CharField(max_length=80)
    title = models.CharField(max_length=100)

    class Meta:
        db_table = "mod_official_documents_addressee"
        ordering = ("role", "position")


class Attachment(UnitModel):
    """A file that belongs to a document; the content stands in the shared store.

    .. pii: the file may name anyone
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="attachments")
    position = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)

    class Meta:
        db_table = "mod_official_documents_attachment"
        ordering = ("position",)


class ReceivedDocument(UnitModel):
    """A line of the register of received documents (收文登记簿), made by signing for it.

    The number ``year``/``seq`` is the unit's own and has no gaps. The head is copied, so
    that the register can be searched; the text stays in the envelope.

    .. pii: signed_by names a civil servant
    .. pii_retention: permanent, or by the archive's schedule
    """

    year = models.PositiveSmallIntegerField()
    seq = models.PositiveIntegerField()
    envelope_id = models.UUIDField(unique=True)
    organ_name = models.CharField(max_length=100)
    title = models.CharField(max_length=200)
    doc_type = models.CharField(max_length=13, choices=DocumentType.choices)
    number_text = models.CharField(max_length=40, blank=True)
    urgency = models.CharField(max_length=6, choices=Urgency.choices, blank=True)
    role = models.CharField(max_length=4, choices=Role.choices)
    dispatched_at = models.DateTimeField()
    signed_at = models.DateTimeField()
    signer = KernelForeignKey("people.Member")
    signer_name = models.CharField(max_length=50)

    #: What the answer for one document adds: the envelope it came in.
    envelope: Envelope

    class Meta:
        db_table = "mod_official_documents_received"
        constraints = (
            models.UniqueConstraint(fields=["year", "seq"], name="mod_od_one_line_per_number"),
        )

    @property
    def number(self) -> str:
        """The unit's own number of receipt: 收〔2021〕12号."""
        return f"收〔{self.year}〕{self.seq}号"  # untranslated: a number is written one way


class ReceiveCounter(UnitModel):
    """The last number of receipt of a year; its row lock makes clerks queue.

    .. no_pii:
    """

    id = None  # type: ignore[assignment]  # the year is its own key
    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField()

    class Meta:
        db_table = "mod_official_documents_counter"


class Act(UnitModel):
    """One act on a document, as it was. Rows are added; the database refuses to change them.

    ``token`` comes with the request: the same one again finds its act and does nothing.

    .. pii: name, title and opinion of a civil servant
    .. pii_retention: as long as the document
    """

    append_only: ClassVar[bool] = True

    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="acts")
    received = models.ForeignKey(
        ReceivedDocument, null=True, on_delete=models.PROTECT, related_name="acts"
    )
    kind = models.CharField(max_length=10, choices=ActKind.choices)
    member = KernelForeignKey("people.Member")
    name = models.CharField(max_length=50)
    title = models.CharField(max_length=50, blank=True)
    opinion = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    token = models.UUIDField(unique=True)

    class Meta:
        db_table = "mod_official_documents_act"
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(document=None) ^ Q(received=None), name="mod_od_act_on_one_thing"
            ),
        )
