"""What 秘书预排 may refuse."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError, InvalidInput


class SecretaryUnfit(InvalidInput):
    """Both must work here, and be two people."""

    code = "secretary_unfit"
    message = _("领导和秘书须是本单位两位不同的在岗人员，请重新选择。")


class AlreadySecretary(DomainError):
    """The pair stands."""

    code = "already_secretary"
    message = _("“%(secretary)s”已经在为“%(leader)s”预排。")
