"""What the exchange refuses."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class ExchangeRefused(DomainError):
    """The base of every refusal of the exchange."""

    code = "exchange_refused"


class NobodyToReceive(ExchangeRefused):
    """No addressee has a unit on the platform other than the sender's own."""

    code = "nobody_to_receive"
    status = 422
    message = _("主送、抄送中没有可以在平台上接收的外单位，不能分发。请补充接收单位。")


class AlreadySignedFor(ExchangeRefused):
    """Somebody of this unit was quicker; nothing was changed."""

    code = "already_signed_for"
    message = _("这份公文已由 %(name)s 于 %(at)s 签收，无需再次签收。")
