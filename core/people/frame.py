"""What people adds to the frame of a unit's pages: one line of the rail."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from core.contracts.people import Person
from core.ui import frame
from core.ui.frame import MenuLine
from core.ui.links import unit_url

#: After the modules: the unit's own household stands at the end of the rail.
POSITION = 900


def register() -> None:
    """Tell the frame; called once, when the app is ready."""
    frame.menu_sources.append(lines_of)


def lines_of(person: Person) -> Iterable[MenuLine]:
    """The way to the unit's people, for those who may see them."""
    if person.unit is None or not person.may("people.view"):
        return []
    url = unit_url(person.unit.code, "people:members")
    return [MenuLine(_("人员与角色"), url, "users", group=_("单位管理"), position=POSITION)]
