"""What identity adds to the frame of every page: the unit switcher and the person's menu."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from core.contracts.people import Person
from core.ui import frame
from core.ui.frame import MenuLine, UnitLine
from core.ui.links import city_url


def register() -> None:
    """Tell the frame; called once, when the app is ready."""
    frame.unit_sources.append(units_of)
    frame.person_sources.append(lines_of)


def units_of(person: Person) -> Iterable[UnitLine]:
    """The units that ``person`` may enter."""
    return [UnitLine(unit, f"/u/{unit.code}/") for unit in person.units]


def lines_of(_person: Person) -> Iterable[MenuLine]:
    """What somebody can do about the own account."""
    return [
        MenuLine(_("我的登录"), city_url("identity:sessions"), "device-phone-mobile", position=10),
        MenuLine(_("修改口令"), city_url("identity:password"), "key", position=20),
        MenuLine(_("动态口令"), city_url("identity:second_factor"), "shield-check", position=30),
        MenuLine(
            _("退出登录"),
            city_url("identity:log_out"),
            "arrow-right-start-on-rectangle",
            position=90,
            post=True,
            leaves=True,
        ),
    ]
