"""Pages for what went wrong: what it was, what became of the person's work, the way on.

Refusals are answered by ``core.web.problems`` with the same page (``ui/problem.html``); here
are Django's own handlers, for what no view of ours has refused.
"""

import logging
import secrets
import sys
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.ui.context import reading_of

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ProblemWords:
    """What a page with this status says."""

    title: str | Promise
    work: str | Promise
    way_on: str | Promise


WORDS: dict[int, ProblemWords] = {
    400: ProblemWords(_("请求无法识别"), _("没有办理任何事项。"), _("请返回上一页，刷新后再试。")),
    401: ProblemWords(_("需要登录"), _("没有办理任何事项。"), _("请登录后再打开这个页面。")),
    403: ProblemWords(
        _("没有权限"),
        _("没有更改任何内容。"),
        _("工作需要这项权限的，请联系本单位管理员；在几个单位任职的，请先切换单位。"),
    ),
    404: ProblemWords(
        _("没有找到"),
        _("没有更改任何内容。"),
        _("它可能已撤回、移走，或者属于另一个单位。请核对网址，或切换单位后再找。"),
    ),
    405: ProblemWords(_("请求无法识别"), _("没有办理任何事项。"), _("请从页面上的按钮办理。")),
    409: ProblemWords(
        _("现在不能办理"),
        _("刚才的办理没有生效，原有内容没有改变。"),
        _("请返回并刷新页面，看到最新情况后再办。"),
    ),
    413: ProblemWords(
        _("文件太大"), _("文件没有上传，其他内容没有改变。"), _("请压缩或拆分文件后再传。")
    ),
    422: ProblemWords(
        _("填写的内容有问题"),
        _("没有保存，您填写的内容还在上一页。"),
        _("请返回上一页，改正后再提交。"),
    ),
    429: ProblemWords(
        _("操作过于频繁"), _("这一次没有办理，之前办理的有效。"), _("请等一分钟再试。")
    ),
    500: ProblemWords(
        _("系统出错"),
        _("刚才的操作没有生效，以前保存的内容没有丢失。"),
        _("请稍后再试；仍然不行，请把下面的编号告诉平台管理员。"),
    ),
    503: ProblemWords(
        _("暂时无法服务"),
        _("刚才的操作没有生效，以前保存的内容没有丢失。"),
        _("系统正在维护或恢复，请几分钟后再试。"),
    ),
}


def words_for(status: int) -> ProblemWords:
    """What to say for ``status``; one that is not listed speaks as 400 or 500."""
    return WORDS.get(status) or WORDS[500 if status >= 500 else 400]


# Django calls these with the exception by name, and names the reason of a CSRF failure.


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """``handler400``."""
    return _answer(request, 400, "bad_request")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """``handler403``."""
    return _answer(request, 403, "permission_refused")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """``handler404``."""
    return _answer(request, 404, "not_found")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """``CSRF_FAILURE_VIEW``: the page was open too long, or someone else's page sent it."""
    detail = _("这个页面打开得太久，或登录状态已改变。请返回上一页，刷新后再提交。")
    return _answer(request, 403, "page_expired", detail=detail)


def server_error(request: HttpRequest) -> HttpResponse:
    """``handler500``: a bug or a dead server. The number leads the operator to the log."""
    reference = secrets.token_hex(4).upper()
    where = (reference, request.method, request.path)
    log.error("server error %s at %s %r", *where, exc_info=sys.exception())
    return _answer(request, 500, "server_error", reference=reference)


def _answer(
    request: HttpRequest, status: int, code: str, detail: str | Promise = "", reference: str = ""
) -> HttpResponse:
    facts = {"status": status, "code": code, "detail": str(detail), "reference": reference}
    if request.path.startswith("/api/"):
        words = words_for(status)
        body = {"type": "about:blank", "title": str(words.title), **facts}
        body["detail"] = body["detail"] or str(words.way_on)
        return JsonResponse(body, status=status, content_type="application/problem+json")
    # Without the request: context processors may need the very thing that is broken.
    page = render_to_string("ui/problem.html", {**facts, "reading": reading_of(request)})
    return HttpResponse(page, status=status)
