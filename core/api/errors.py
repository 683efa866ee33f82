"""What the programs' door refuses, beside what every page refuses."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError, InvalidInput


class TokenRefused(DomainError):
    """The token is unknown, expired or revoked, or its account disabled: never said which."""

    code = "token_refused"
    status = 401
    message = _("接口令牌无效、已过期或已停用。请本人登录后重新生成。")


class TokenReadOnly(DomainError):
    """A token for reading was used to write."""

    code = "token_read_only"
    status = 403
    message = _("这个接口令牌只能查询，不能办理。请换用可以办理的令牌。")


class TokenScopeMissing(DomainError):
    """The token says nothing of the module whose address it asks."""

    code = "token_scope_missing"
    status = 403
    message = _("这个接口令牌没有“%(module)s”的权限范围。请本人登录后生成含此范围的令牌。")


class TokenOfOneUnit(DomainError):
    """A token of one unit was used at an address of the city."""

    code = "token_of_one_unit"
    status = 403
    message = _("这个接口令牌只用于一个单位，不能访问全市的接口。")


class ScopesUnknown(InvalidInput):
    """A token was wanted for permissions that nobody declares."""

    code = "scopes_unknown"
    message = _("没有这些权限：%(scopes)s。")


class TokenTooLong(InvalidInput):
    """A token lives a year at most."""

    code = "token_too_long"
    message = _("接口令牌的有效期最长一年，请缩短。")


class KeyUnfit(InvalidInput):
    """An ``Idempotency-Key`` that is none."""

    code = "idempotency_key_unfit"
    message = _("Idempotency-Key应为1至128个可见的ASCII字符。")


class KeyUsed(InvalidInput):
    """The key belongs to another request of the same actor."""

    code = "idempotency_key_used"
    message = _("这个Idempotency-Key已用于另一项请求，请换一个新的。")


class KeyBusy(DomainError):
    """The request with this key is being carried out at this moment."""

    code = "idempotency_key_busy"
    message = _("同一Idempotency-Key的请求正在办理，请稍后用同一个键重试。")
