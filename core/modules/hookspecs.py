"""Every door between the host and a module, in one place.

Signatures and promises are public: ``docs/hooks.md`` repeats each of them exactly, and a
test named ``test_hook_<name>`` shows each at work. Only modules that are active in the unit
of the open transaction are called. An implementation may leave out arguments that it does
not need; a misspelt name refuses the module when it is registered.
"""

# A declaration has no body.
# mypy: disable-error-code="empty-body"

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from core.contracts.absence import PersonOut
from core.contracts.decisions import Decision
from core.contracts.facts import DocumentDispatched, ModuleInstalled, UnitProvisioned
from core.contracts.handover import Handover, OpenMatter
from core.contracts.pages import (
    MenuItem,
    Panel,
    RegisterColumn,
    SearchResult,
    TodayItem,
    UrgentBanner,
    WorkbenchCard,
)
from core.contracts.people import Person
from core.contracts.readings import MattersRead
from core.modules.kinds import HOOK_OF_FACT, HOOKS, announces, asks, owner_callback

__all__ = [
    "HOOKS",
    "HOOK_OF_FACT",
    "menu_items",
    "workbench_cards",
    "unit_page_panels",
    "handling_panels",
    "register_columns",
    "search_results",
    "today_items",
    "urgent_banners",
    "open_matters",
    "people_out",
    "unit_provisioned",
    "module_installed",
    "document_dispatched",
    "decided",
    "matters_read",
    "take_over",
]

# -- questions: what a module adds to a page ---------------------------------------------


@asks(MenuItem)
def menu_items(person: Person) -> Iterable[MenuItem]:
    """The lines that this module adds to the menu of ``person``.

    A line is shown only to holders of its permission; badges are counted here.
    """


@asks(WorkbenchCard)
def workbench_cards(person: Person) -> Iterable[WorkbenchCard]:
    """The cards that this module puts on the workbench of ``person``."""


@asks(Panel)
def unit_page_panels(person: Person) -> Iterable[Panel]:
    """The panels that this module puts on the page of the unit, as ``person`` sees it."""


@asks(Panel)
def handling_panels(person: Person, reference: str) -> Iterable[Panel]:
    """The panels beside the matter ``reference`` that ``person`` is handling.

    ``reference`` reads ``<module>:<key>``, such as ``official_documents:0192…``.
    """


@asks(RegisterColumn)
def register_columns(register: str) -> Iterable[RegisterColumn]:
    """The further columns of ``register``, such as ``official_documents:incoming``."""


@asks(SearchResult)
def search_results(person: Person, query: str) -> Iterable[SearchResult]:
    """What ``person`` may find in this module under ``query``, best first, twenty at most."""


@asks(TodayItem)
def today_items(person: Person, day: date) -> Iterable[TodayItem]:
    """What this module knows of the day of ``person``: meetings, outings, deadlines."""


@asks(UrgentBanner)
def urgent_banners(person: Person) -> Iterable[UrgentBanner]:
    """What ``person`` must not overlook, on every page until it is done.

    Asked for each page: one cheap query, or none for whoever may not act on it.
    """


@asks(OpenMatter)
def open_matters(member_id: UUID) -> Iterable[OpenMatter]:
    """What ``member_id`` still has open in this module, beside what waits in the inbox.

    Asked when the member is to leave; an answer that fails keeps the member here.
    """


@asks(PersonOut)
def people_out(member_ids: Sequence[UUID], on: date) -> Iterable[PersonOut]:
    """Who of these members of the unit is out on that day, as far as this module knows.

    Whoever asks shows it beside the name; why somebody is out is told to nobody.
    """


# -- facts: what has happened ------------------------------------------------------------


@announces(UnitProvisioned)
def unit_provisioned(fact: UnitProvisioned) -> None:
    """A unit was made; heard by its mandatory modules, in a transaction of that unit."""


@announces(ModuleInstalled)
def module_installed(fact: ModuleInstalled) -> None:
    """A module became active in this unit; heard by it and by its neighbours there."""


@announces(DocumentDispatched)
def document_dispatched(fact: DocumentDispatched) -> None:
    """This unit sent a document; heard by the sender's modules."""


# -- the owner's own callback ------------------------------------------------------------


@owner_callback
def decided(decision: Decision) -> None:
    """A matter of this module was decided; runs inside the deciding act's transaction.

    A ``DomainError`` refuses the act and is shown to whoever decides.
    """


@owner_callback
def matters_read(reading: MattersRead) -> None:
    """Somebody has marked matters of this module as read in the list of 待阅."""


@owner_callback
def take_over(handover: Handover) -> None:
    """All open matters of a member go to another one; runs inside the leaving's transaction.

    A ``DomainError`` keeps the member here and is shown to whoever lets him leave. What waits
    in the inbox is moved by the host afterwards.
    """
