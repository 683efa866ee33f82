"""What is refused before anything of a request is read: a foreign host name, a huge body, a NUL.

Django looks at the host name only where a page asks for it, and writes an upload of any size to
the disk as soon as the CSRF check looks for its token: both before it is known who asks.
"""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.files.memory import MAX_MEGABYTES
from core.web.problems import problem_response

#: The largest file, and room for the form round it.
_MOST_WITH_FILES = (MAX_MEGABYTES + 1) * 1024 * 1024


class RequestTooLarge(DomainError):
    """More bytes than any page or program sends."""

    code = "request_too_large"
    status = 413
    message = _("提交的内容超过上限（含附件 %(limit)s MB），没有接收。请压缩或拆分后再试。")


class DoorMiddleware:
    """Stands before everything that reads the request; what makes no sense is answered 400."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse, or let the request in."""
        request.get_host()
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("no text holds this byte, and PostgreSQL takes none that does")
        if _announced_size(request) > _most(request):
            return problem_response(request, RequestTooLarge(limit=MAX_MEGABYTES))
        return self.get_response(request)


def _announced_size(request: HttpRequest) -> int:
    """What is announced is all that is read: a body without a size counts as empty."""
    announced = str(request.META.get("CONTENT_LENGTH") or "")
    return int(announced) if announced.isdecimal() else 0


def _most(request: HttpRequest) -> int:
    has_files = request.content_type == "multipart/form-data"
    return _MOST_WITH_FILES if has_files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
