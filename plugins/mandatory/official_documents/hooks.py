"""What this module tells the host."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.contracts.handover import Handover, OpenMatter
from core.contracts.pages import MenuItem, Panel, SearchResult, UrgentBanner, WorkbenchCard
from core.contracts.people import Person
from core.contracts.urgency import Urgency
from core.exchange.public import count_waiting, waiting_for
from core.modules.hooks import hookimpl
from plugins.mandatory.official_documents.permissions import DRAFT, RECEIVE, VIEW
from plugins.mandatory.official_documents.selectors.leaving import unfinished
from plugins.mandatory.official_documents.selectors.registers import papers_found, papers_of_year
from plugins.mandatory.official_documents.services.leaving import take_over_documents

#: How many waiting documents stand on the workbench.
ON_WORKBENCH = 8


@hookimpl
def menu_items(person: Person) -> Iterable[MenuItem]:
    """Offer the documents, with the number that waits for 签收."""
    badge = count_waiting() if person.may(RECEIVE) else None
    for permission in (RECEIVE, VIEW, DRAFT):
        if person.may(permission):
            yield MenuItem(
                _("公文管理"),
                "official_documents:home",
                permission,
                icon="document-text",
                badge=badge,
                order=10,
            )
            return


@hookimpl
def workbench_cards(person: Person) -> Iterable[WorkbenchCard]:
    """Show what waits for 签收 to whoever may sign for it."""
    if person.may(RECEIVE):
        context = {"receipts": waiting_for(ON_WORKBENCH), "count": count_waiting()}
        yield WorkbenchCard(_("待签收公文"), "official_documents/card.html", context, order=10)


@hookimpl
def unit_page_panels(person: Person) -> Iterable[Panel]:
    """Show how many papers the unit sent and received this year."""
    if person.may(VIEW):
        papers = papers_of_year(timezone.localdate().year)
        context = {"papers": papers, "may_sign": person.may(RECEIVE)}
        yield Panel(_("公文往来"), "official_documents/year.html", context, order=10)


@hookimpl
def urgent_banners(person: Person) -> Iterable[UrgentBanner]:
    """Tell whoever may sign for papers of the 特急 ones until they are signed for."""
    if person.may(RECEIVE) and (waiting := count_waiting(urgency=Urgency.FLASH)):
        yield UrgentBanner(
            gettext("有 %(n)s 件特急公文待签收。") % {"n": waiting},
            reverse("official_documents:waiting"),
            _("立即签收"),
        )


@hookimpl
def search_results(person: Person, query: str) -> Iterable[SearchResult]:
    """Find papers in both registers by title or number."""
    if person.may(VIEW):
        yield from papers_found(query)


@hookimpl
def open_matters(member_id: UUID) -> Iterable[OpenMatter]:
    """Name the drafts of whoever leaves, and what waits for his signature."""
    return unfinished(member_id)


@hookimpl
def take_over(handover: Handover) -> None:
    """Give them to the successor."""
    take_over_documents(handover)
