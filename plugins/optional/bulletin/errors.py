"""What this module refuses."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class NoticeRefused(DomainError):
    """The base of this module's refusals."""


class NoticeWithdrawn(NoticeRefused):
    """A withdrawn notice is neither read nor withdrawn again."""

    code = "notice_withdrawn"
    message = _("这条通知已经撤回。")


class PublicityTooShort(NoticeRefused):
    """A public showing (公示) must last."""

    code = "publicity_too_short"
    status = 422
    message = _("公示期不得少于%(days)s天，请调整截止日期。")
