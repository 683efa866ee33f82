"""What REST framework refuses, said in the words and codes of the one family of errors."""

from math import ceil
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions

from core.errors import DomainError, InvalidInput, NotFound
from core.web.access import NotSignedIn
from core.web.problems import problem_response


class RequestMalformed(DomainError):
    """The body cannot be read."""

    code = "malformed"
    status = 400
    message = _("请求内容无法读取，请检查格式。")


class RequestForged(DomainError):
    """A browser's write came without the CSRF token of its session."""

    code = "csrf_refused"
    status = 403
    message = _("请求缺少防伪标记，请刷新页面后重试。")


class MethodRefused(DomainError):
    """The address does not know this method."""

    code = "method_not_allowed"
    status = 405
    message = _("此地址不支持这一操作。")


class FormatRefused(DomainError):
    """The answer was wanted in a form that the API does not speak."""

    code = "not_acceptable"
    status = 406
    message = _("只能以application/json回答。")


class MediaTypeRefused(DomainError):
    """The body came in a form that the API does not read."""

    code = "unsupported_media_type"
    status = 415
    message = _("只接受application/json。")


class Throttled(DomainError):
    """Too many requests."""

    code = "throttled"
    status = 429
    message = _("请求过于频繁，请稍后再试。")


_REFUSALS: dict[type[Exception], type[DomainError]] = {
    Http404: NotFound,
    exceptions.NotFound: NotFound,
    exceptions.ParseError: RequestMalformed,
    exceptions.NotAuthenticated: NotSignedIn,
    exceptions.PermissionDenied: RequestForged,
    exceptions.MethodNotAllowed: MethodRefused,
    exceptions.NotAcceptable: FormatRefused,
    exceptions.UnsupportedMediaType: MediaTypeRefused,
}


def answer_problem(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """REST framework's exception handler: undo, and answer as problem+json.

    None for a bug: it goes on to be logged and answered with a reference number.
    """
    refusal = _refusal_of(error)
    if refusal is None:
        return None
    if transaction.get_connection().in_atomic_block:
        transaction.set_rollback(True)
    return problem_response(context["request"]._request, refusal)


def _refusal_of(error: Exception) -> DomainError | None:
    if isinstance(error, DomainError):
        return error
    if isinstance(error, exceptions.ValidationError):
        return InvalidInput(fields=error.detail)
    if isinstance(error, exceptions.Throttled):
        return Throttled(retry_after=ceil(getattr(error, "wait", None) or 1))
    known = _REFUSALS.get(type(error))
    return known() if known else None
