"""What this module tells the host."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.contracts.pages import MenuItem, SearchResult, TodayItem, WorkbenchCard
from core.contracts.people import Person
from core.contracts.readings import MattersRead
from core.modules.hooks import hookimpl
from plugins.optional.bulletin.permissions import READ
from plugins.optional.bulletin.selectors import notices_ending, notices_for, notices_with, unread_by
from plugins.optional.bulletin.services import note_readings

#: How many notices stand on the workbench.
ON_WORKBENCH = 5
#: How many hits one search shows.
HITS = 20


@hookimpl
def menu_items(person: Person) -> Iterable[MenuItem]:
    """Offer the notices, with the number not yet read."""
    badge = unread_by(person) if person.may(READ) else None
    yield MenuItem(_("通知公告"), "bulletin:list", READ, icon="megaphone", badge=badge)


@hookimpl
def workbench_cards(person: Person) -> Iterable[WorkbenchCard]:
    """Show the newest notices."""
    if person.may(READ):
        notices = list(notices_for(person)[:ON_WORKBENCH])
        yield WorkbenchCard(_("通知公告"), "bulletin/card.html", {"notices": notices})


@hookimpl
def search_results(person: Person, query: str) -> Iterable[SearchResult]:
    """Find notices by title or text."""
    if person.may(READ):
        for notice in notices_with(query)[:HITS]:
            url = reverse("bulletin:notice", args=[notice.pk])
            yield SearchResult(notice.title, url, notice.publisher_name, notice.published_at)


@hookimpl
def today_items(person: Person, day: date) -> Iterable[TodayItem]:
    """Public showings that end on the day."""
    if person.may(READ):
        for notice in notices_ending(day):
            yield TodayItem(
                notice.title, reverse("bulletin:notice", args=[notice.pk]), _("公示截止")
            )


@hookimpl
def matters_read(reading: MattersRead) -> None:
    """Count notices as read that were marked so in the list of 待阅."""
    note_readings(reading=reading)
