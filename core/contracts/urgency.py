"""How urgent a paper is: the words for documents (domain of 公文), the same in every module."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Urgency(models.TextChoices):
    """紧急程度 of a document; a plain one carries no mark."""

    NONE = "", _("平件")
    URGENT = "urgent", _("加急")
    FLASH = "flash", _("特急")
