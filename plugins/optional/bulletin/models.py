"""Notices and who has read them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.db.unit import KernelForeignKey, UnitModel


class Category(models.TextChoices):
    """The kinds of notice that offices tell apart."""

    NOTICE = "notice", _("通知")
    ANNOUNCEMENT = "announcement", _("公告")
    PUBLICITY = "publicity", _("公示")
    BULLETIN = "bulletin", _("简报")
    STUDY = "study", _("学习")


class Notice(UnitModel):
    """A notice to everyone in the unit; the publisher's name and title are those of the day.

    .. pii: publisher_name, publisher_title
    .. pii_retention: five years
    """

    category = models.CharField(max_length=12, choices=Category.choices, default=Category.NOTICE)
    title = models.CharField(max_length=100)
    body = models.TextField()
    pinned = models.BooleanField(default=False)
    publisher = KernelForeignKey("people.Member")
    publisher_name = models.CharField(max_length=50)
    publisher_title = models.CharField(max_length=50)
    published_at = models.DateTimeField()
    ends_on = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    token = models.UUIDField(unique=True, help_text="One submission publishes once.")

    class Meta:
        db_table = "mod_bulletin_notice"
        ordering = ("-pinned", "-published_at", "-id")
        indexes = (
            models.Index(
                fields=["-pinned", "-published_at", "-id"],
                name="standing_notices",
                condition=Q(withdrawn_at=None),
            ),
        )


class Reading(UnitModel):
    """Somebody confirmed having read a notice.

    .. pii: member
    .. pii_retention: with the notice
    """

    append_only = True

    notice = models.ForeignKey(
        Notice, on_delete=models.PROTECT, related_name="readings", db_index=False
    )
    member = KernelForeignKey("people.Member")
    read_at = models.DateTimeField()

    class Meta:
        db_table = "mod_bulletin_reading"
        constraints = (
            models.UniqueConstraint(fields=["notice", "member"], name="one_reading_per_person"),
        )
