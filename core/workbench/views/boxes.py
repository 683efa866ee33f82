"""The six boxes of a person, of one unit or of all, beside the day and the modules."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.context import UnitRef, open_city, open_unit
from core.errors import NotFound
from core.inbox.reading import mark_seen
from core.inbox.selectors import item_of
from core.ui import Button, PageHead
from core.web.access import signed_in
from core.web.request import PersonRequest
from core.web.scope import own_transactions
from core.workbench.asked import Asked
from core.workbench.day import day_parts
from core.workbench.parts import Shared, list_parts


@signed_in
@own_transactions
@require_safe
def home(request: PersonRequest) -> HttpResponse:
    """What waits for this person in this unit, the day, and the unit's modules.

    Kept filters and the counts of the other units are the city's to tell: the page reads
    them first, in a transaction of their own, and is drawn in the unit's.
    """
    with open_city():
        asked = Asked.of(request)
        shared = Shared.of(request.person, asked)
    with open_unit(_unit(request)):
        context = {
            "head": PageHead(_("工作台"), acts=(_one_by_one(),)),
            **list_parts(request.person, asked, shared),
            **day_parts(request.person, asked.clock),
        }
        return render(request, "workbench/home.html", context)


@signed_in
@require_safe
def all_units(request: PersonRequest) -> HttpResponse:
    """The same boxes for all units of a person together; a line leads into its unit."""
    asked = Asked.of(request)
    shared = Shared.of(request.person, asked)
    head = PageHead(_("全部单位的事项"), note=_("点一行进入该单位办理。"))
    context = {"head": head, **list_parts(request.person, asked, shared)}
    return render(request, "workbench/all_units.html", context)


@signed_in
@require_safe
def open_item(request: PersonRequest, item_id: UUID) -> HttpResponse:
    """Go on to the matter itself; from now on its line is no longer bold."""
    item = item_of(request.person.account_id, item_id)
    mark_seen(item=item, at=timezone.now())
    return HttpResponseRedirect(f"/u/{_unit(request).code}/{item.url}")


def _one_by_one() -> Button:
    return Button(_("逐件办理"), href=reverse("workbench:swipe"), icon="rectangle-stack")


def _unit(request: PersonRequest) -> UnitRef:
    if request.unit_row is None:
        raise NotFound
    return request.unit_row
