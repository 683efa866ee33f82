"""Marking many as read, in each unit by itself, and taking it back."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.context import UnitRef, open_city, open_unit
from core.errors import InvalidInput
from core.inbox.reading import mark_read, unmark_read
from core.inbox.selectors import units_of_items, units_read_at
from core.web.access import signed_in
from core.web.request import PersonRequest
from core.web.scope import own_transactions
from core.workbench.asked import UNDO, moment_of, way_back


@signed_in
@own_transactions
@require_POST
def mark(request: PersonRequest) -> HttpResponse:
    """The chosen 待阅 are read; the page one comes back to offers to take that back."""
    account_id, at = request.person.account_id, timezone.now()
    with open_city():
        chosen = units_of_items(account_id, _ids(request.POST.getlist("row")))
    by_unit = defaultdict(list)
    for item_id, unit_id in chosen:
        by_unit[unit_id].append(item_id)
    for unit in _own(request, by_unit):
        with open_unit(unit):
            mark_read(account_id=account_id, item_ids=by_unit[unit.id], at=at)
    back = way_back(request)
    more = "&" if "?" in back else "?"
    return HttpResponseRedirect(f"{back}{more}{urlencode({UNDO: at.isoformat()})}")


@signed_in
@own_transactions
@require_POST
def undo(request: PersonRequest) -> HttpResponse:
    """Put back what was marked as read at that moment."""
    read_at, now = moment_of(request.POST.get("at", "")), timezone.now()
    if read_at is None:
        raise InvalidInput
    with open_city():
        units = units_read_at(request.person.account_id, read_at)
    for unit in _own(request, units):
        _put_back(unit, request.person.account_id, read_at, now)
    with open_city():
        messages.success(request, _("已撤销，仍在待阅中。"))
        return HttpResponseRedirect(way_back(request))


def _put_back(unit: UnitRef, account_id: UUID, read_at: datetime, at: datetime) -> None:
    with open_unit(unit):
        unmark_read(account_id=account_id, read_at=read_at, at=at)


def _own(request: PersonRequest, unit_ids: Iterable[UUID]) -> list[UnitRef]:
    """Of these units those that the person may enter."""
    wanted = set(unit_ids)
    return [unit for unit in request.person.units if unit.id in wanted]


def _ids(texts: Iterable[str]) -> list[UUID]:
    try:
        return [UUID(text) for text in texts]
    except ValueError as unfit:
        raise InvalidInput from unfit
