"""What a request asks of the workbench: a box, filters, a place in the list."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme

from core.calendar.public import Clock, working_calendar
from core.inbox.boxes import BOXES, Box
from core.inbox.reading import UNDO_WITHIN
from core.inbox.wanted import Wanted
from core.ui import ListState

#: The filters of the list, by their names in the address.
FILTERS = ("title", "unit", "module", "urgency", "due_at")
#: What a kept filter remembers.
KEPT = ("box", *FILTERS)
BOX, UNDO, BACK = "box", "undo", "back"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request's box, filters and moment."""

    box: Box
    state: ListState
    clock: Clock

    @classmethod
    def of(cls, request: HttpRequest) -> "Asked":
        """What stands in the address; an unknown box is the first one."""
        box = BOXES.get(request.GET.get(BOX, ""), BOXES["act"])
        clock = Clock(working_calendar(), timezone.now())
        return cls(box, ListState.of(request, "inbox"), clock)

    @property
    def wanted(self) -> Wanted:
        """The filters; what the box cannot be filtered by is left out."""
        title, unit, module, urgency, light = (self.state.value(key)[:100] for key in FILTERS)
        return Wanted(title, unit, module, urgency, light if self.box.is_open else "")

    @property
    def filters(self) -> str:
        """Box and filters as an address keeps them; '' without a filter."""
        return kept_query(self.state.query)

    @property
    def undo(self) -> datetime | None:
        """The moment of a reading that may still be taken back."""
        at = moment_of(self.state.value(UNDO))
        return at if at and at <= self.clock.at < at + UNDO_WITHIN else None


def kept_query(query: QueryDict) -> str:
    """Of an address what a kept filter remembers: known names alone; '' without a filter."""
    kept = QueryDict(mutable=True)
    for name in KEPT:
        if value := query.get(name, "").strip()[:100]:
            kept[name] = value
    return kept.urlencode() if set(kept) - {BOX} else ""


def moment_of(text: str) -> datetime | None:
    """A moment as an address holds it; None for whatever else stands there."""
    try:
        at = parse_datetime(text)
    except ValueError:
        return None
    return at if at and timezone.is_aware(at) else None


def way_back(request: HttpRequest) -> str:
    """The page that a form was on; somebody else's address leads to the list of all units."""
    back = request.POST.get(BACK, "")
    hosts = {request.get_host()}
    fits = url_has_allowed_host_and_scheme(back, hosts, require_https=request.is_secure())
    return back if fits else "/inbox/"
