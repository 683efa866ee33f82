"""The search over everything that this unit's modules hold for the person."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.contracts.pages import SearchResult
from core.modules.pages import search_results, title_of
from core.ui import EmptyState, PageHead
from core.web.access import signed_in
from core.web.request import PersonRequest

#: Longer than any title; what is pasted beyond it is not looked for.
LONGEST_QUERY = 100


@dataclass(frozen=True, slots=True)
class Found:
    """What one module found; ``failed``: it could not be asked, the others were."""

    title: str | Promise
    hits: tuple[SearchResult, ...]
    failed: bool


@require_safe
@signed_in
def search(request: PersonRequest) -> HttpResponse:
    """What every module of the unit has under ``q``, module by module."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    found = _found(request, query) if query else []
    page = {"head": PageHead(_("搜索")), "query": query, "found": found, "empty": _empty(query)}
    return TemplateResponse(request, "modules/search.html", page)


def _found(request: PersonRequest, query: str) -> list[Found]:
    return [
        Found(title_of(answer.module), answer.items, bool(answer.failure) and not answer.items)
        for answer in search_results(request.person, query)
        if answer.items or answer.failure
    ]


def _empty(query: str) -> EmptyState:
    if not query:
        return EmptyState(_("输入要找的内容"), _("在本单位各模块中查找您可以看到的内容。"))
    return EmptyState(_("没有找到“%(query)s”") % {"query": query}, _("换一个说法，或少写几个字。"))
