"""What people adds to the frame of a unit's pages: lines of menus, and as whom one acts."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from core.contracts.people import Person
from core.ui import frame
from core.ui.frame import Banner, MenuLine
from core.ui.links import unit_url

#: After the modules: the unit's own household stands at the end of the rail.
POSITION = 900


def register() -> None:
    """Tell the frame; called once, when the app is ready."""
    frame.menu_sources.append(lines_of)
    frame.person_sources.append(guise_line)
    frame.banner_sources.append(acting_banner)


def lines_of(person: Person) -> Iterable[MenuLine]:
    """The way to the unit's people, for those who may see them."""
    if person.unit is None or not person.may("people.view"):
        return []
    url = unit_url(person.unit.code, "people:members")
    return [MenuLine(_("人员与角色"), url, "users", group=_("单位管理"), position=POSITION)]


def guise_line(person: Person) -> Iterable[MenuLine]:
    """The way to choosing in which post, or in whose place, one acts."""
    if person.unit is not None and person.member_id is not None:
        url = unit_url(person.unit.code, "people:guise")
        yield MenuLine(_("切换职务身份"), url, "identification", position=20)


def acting_banner(person: Person) -> Iterable[Banner]:
    """Over every page while somebody acts in another one's place."""
    if person.acting_for and person.unit is not None:
        text = _("您正在代“%(name)s”行使职责，办理记录同时写明双方姓名。")
        url = unit_url(person.unit.code, "people:guise")
        yield Banner(text % {"name": person.acting_for}, "warn", url, _("结束或切换"))
