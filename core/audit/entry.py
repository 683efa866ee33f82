"""What one line of a trail holds, whether a unit's or the city's."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Result(models.TextChoices):
    """How the act ended."""

    DONE = "done", _("成功")
    REFUSED = "refused", _("被拒绝")


class TrailEntry(models.Model):
    """The columns of a line: who (in which post, for whom), what, on what, from where.

    Names and titles are those of the day. ``before`` and ``after`` are digests of what the
    object was: they show whether it changed, not what it said.
    """

    at = models.DateTimeField()
    account_id = models.UUIDField(null=True)
    person_name = models.CharField(max_length=50)
    title = models.CharField(max_length=50)
    acting_for = models.CharField(max_length=100, default="", blank=True)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=100)
    result = models.CharField(max_length=7, choices=Result.choices, default=Result.DONE)
    before = models.CharField(max_length=64, default="", blank=True)
    after = models.CharField(max_length=64, default="", blank=True)
    address = models.CharField(max_length=45, default="", blank=True)
    device = models.CharField(max_length=200, default="", blank=True)
    request_id = models.CharField(max_length=40, default="", blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        abstract = True
