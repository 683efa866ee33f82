"""How urgent a paper or a notice is: the same words in every module."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Urgency(models.TextChoices):
    """紧急程度 of a document; a plain one carries no mark."""

    NONE = "", _("平件")
    URGENT = "urgent", _("加急")
    FLASH = "flash", _("特急")


class NoticeUrgency(models.TextChoices):
    """How urgently a person is told: the three words of documents, and 特提 above them.

    特提 is the word of telegrams and urgent notices; a document never bears it.
    """

    NONE = "", _("一般")
    URGENT = "urgent", _("加急")
    FLASH = "flash", _("特急")
    TOP = "top", _("特提")
