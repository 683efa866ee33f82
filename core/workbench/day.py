"""The day of a person in this unit: what modules know of it, what is due; a leader's figures."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.calendar.public import Clock, Level
from core.contracts.people import Person
from core.inbox.boxes import BOXES
from core.inbox.models import InboxItem
from core.inbox.selectors import box_items, due_by, items_wanted
from core.inbox.wanted import Wanted
from core.modules.pages import today_items
from core.ui import Figure, Figures, day, unit_url
from core.workbench.permissions import LEAD
from core.workbench.rows import url_of
from core.workbench.selectors import leaders_of

#: How many deadlines stand in the day; the list has them all.
DEADLINES = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the day."""

    when: str
    kind: str | Promise
    title: str
    url: str


def day_parts(person: Person, clock: Clock) -> dict[str, Any]:
    """What stands beside the list on a unit's page."""
    lines = _day(person, clock)
    leads = person.may(LEAD)
    return {
        "today": day(timezone.localdate(clock.at)),
        "day_lines": lines,
        "leads": leads,
        "leaders": leaders_of(person.member),
        "figures": _figures(person, clock, len(lines)) if leads else None,
    }


def _day(person: Person, clock: Clock) -> list[Line]:
    today = timezone.localdate(clock.at)
    known = [
        Line(_span(item.starts_at, item.ends_at), item.kind, item.title, item.url)
        for item in today_items(person, today)
    ]
    end = timezone.make_aware(datetime.combine(today + timedelta(days=1), time.min))
    due = due_by(person.account_id, end).filter(due_at__gte=clock.at).select_related("unit")
    return known + [_deadline(item) for item in due[:DEADLINES]]


def _deadline(item: InboxItem) -> Line:
    return Line(_span(item.due_at, None), _("到期"), item.title, url_of(item))


def _span(start: datetime | None, end: datetime | None) -> str:
    if start is None:
        return _("全天")
    text = f"{timezone.localtime(start):%H:%M}"
    return f"{text}–{timezone.localtime(end):%H:%M}" if end else text


def _figures(person: Person, clock: Clock, lines: int) -> Figures:
    """What a leader asks first: what waits, what is late, what the day holds."""
    home = unit_url(person.unit.code, "workbench:home") if person.unit else "/inbox/"
    box = BOXES["act"]

    def late(level: Level) -> int:
        return items_wanted(person.account_id, box, Wanted(light=level), clock).count()

    return Figures(
        _("今日概览"),
        (
            Figure(_("待批"), box_items(person.account_id, box).count(), url=f"{home}?box=act"),
            Figure(_("已超期"), late(Level.RED), url=f"{home}?box=act&due_at=red", tone="bad"),
            Figure(_("将到期"), late(Level.AMBER), url=f"{home}?box=act&due_at=amber", tone="warn"),
            Figure(_("今日安排"), lines, url="#today"),
        ),
    )
