"""Keeping the filters of the list under a name, and dropping them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.errors import InvalidInput
from core.inbox.filters import drop_filter, save_filter
from core.web.access import signed_in
from core.web.request import PersonRequest
from core.workbench.asked import kept_query, way_back

#: As long as the name may be (``SavedFilter.name``).
LONGEST_NAME, LONGEST_QUERY = 20, 300


@signed_in
@require_POST
def save(request: PersonRequest) -> HttpResponse:
    """Keep what the list is filtered by; unknown parts of the address are left out."""
    name = request.POST.get("name", "").strip()
    query = kept_query(QueryDict(request.POST.get("query", "")))
    if not name or len(name) > LONGEST_NAME or not query or len(query) > LONGEST_QUERY:
        raise InvalidInput(_("请先筛选，再给筛选起一个不超过20字的名称。"))
    save_filter(account_id=request.person.account_id, name=name, query=query)
    messages.success(request, _("已保存筛选“%(name)s”。") % {"name": name})
    return HttpResponseRedirect(way_back(request))


@signed_in
@require_POST
def drop(request: PersonRequest, filter_id: UUID) -> HttpResponse:
    """Forget a kept filter."""
    drop_filter(account_id=request.person.account_id, filter_id=filter_id)
    return HttpResponseRedirect(way_back(request))
