"""One matter after the other, a card each: for a leader's phone, by thumb or by arrow keys."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.calendar.public import Clock, working_calendar
from core.inbox.boxes import BOXES
from core.inbox.selectors import box_items, open_count
from core.ui import PageHead
from core.web.access import signed_in
from core.web.request import PersonRequest
from core.workbench.parts import EMPTY
from core.workbench.rows import deadline_light, urgency_mark, url_of

#: As many as anyone goes through in one sitting; the list has them all.
CARDS = 30


@signed_in
@require_safe
def swipe(request: PersonRequest) -> HttpResponse:
    """The first open matters of this unit, in the order of the list."""
    clock = Clock(working_calendar(), timezone.now())
    items = box_items(request.person.account_id, BOXES["act"]).select_related("unit")[:CARDS]
    context = {
        "head": PageHead(_("逐件办理"), note=_("左右滑动，或按 ← → 键。")),
        "cards": [
            (item, urgency_mark(item), deadline_light(item, clock), url_of(item)) for item in items
        ],
        "count": open_count(request.person.account_id),
        "empty": EMPTY["act"],
    }
    return render(request, "workbench/swipe.html", context)
