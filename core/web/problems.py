"""One place where a refusal becomes an answer: a page for people, problem+json for programs."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from core.errors import DomainError

_TITLES = {
    400: "请求无法识别",
    401: "需要登录",
    403: "没有权限",
    404: "没有找到",
    409: "现在不能办理",
    413: "文件太大",
    422: "填写的内容有问题",
    429: "操作过于频繁",
    500: "系统出错",
    503: "暂时无法服务",
}


def is_api(request: HttpRequest) -> bool:
    """Whether a program asks (``/api/…``); the page that explains the API is a page."""
    return request.path.startswith("/api/") and request.path != "/api/docs/"


def problem_response(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The answer to a refused request, with the error's status and stable code."""
    if is_api(request):
        return _problem_json(error)
    return HttpResponse(
        render_to_string("ui/problem.html", _problem(error), request=request), status=error.status
    )


def _problem_json(error: DomainError) -> JsonResponse:
    """RFC 9457: ``code`` is stable, ``detail`` is for people."""
    body = {"type": "about:blank", **_problem(error)}
    if fields := error.facts.get("fields"):
        body["errors"] = fields
    answer = JsonResponse(body, status=error.status, content_type="application/problem+json")
    if wait := error.facts.get("retry_after"):
        answer.headers["Retry-After"] = str(wait)
    return answer


def _problem(error: DomainError) -> dict[str, Any]:
    title = _TITLES.get(error.status, "现在不能办理")
    return {"title": _(title), "status": error.status, "code": error.code, "detail": str(error)}
