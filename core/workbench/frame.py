"""What the workbench adds to every page: the way to it, with the number that waits."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from core.contracts.people import Person
from core.inbox.selectors import open_count
from core.ui import frame
from core.ui.frame import MenuLine, Tab
from core.ui.links import city_url, unit_url
from core.workbench.permissions import MANAGE

#: Among the unit's own household, after its people.
SECRETARIES = 910


def register() -> None:
    """Tell the frame; called once, when the app is ready."""
    frame.menu_sources.append(lines_of)
    frame.tab_sources.append(tabs_of)


def lines_of(person: Person) -> Iterable[MenuLine]:
    """The first line of the rail."""
    yield MenuLine(
        _("工作台"), _address(person), "home", badge=open_count(person.account_id), position=0
    )
    if person.unit is not None and person.may(MANAGE):
        url = unit_url(person.unit.code, "workbench:secretaries")
        yield MenuLine(
            _("秘书预排"), url, "bars-arrow-up", group=_("单位管理"), position=SECRETARIES
        )


def tabs_of(person: Person) -> Iterable[Tab]:
    """The first tab of a phone."""
    yield Tab(_("待办"), _address(person), "inbox", 10, badge=open_count(person.account_id))


def _address(person: Person) -> str:
    """Of the unit whose page this is; in the city's pages, of all units together."""
    if person.unit is None:
        return city_url("workbench:all_units")
    return unit_url(person.unit.code, "workbench:home")
