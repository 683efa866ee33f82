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
    frame.menu_sources.append(lines_of_administrators)


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


#: The pages of administrators of city and counties: permission, title, address, icon.
_AUTHORITY = (
    ("area.accounts", _("管理员授权"), "identity:requests", "user-plus"),
    ("area.accounts", _("账号安全"), "identity:accounts", "users"),
    ("area.accounts", _("口令重置"), "identity:resets", "key"),
    ("area.accounts", _("账号安全记录"), "identity:security_events", "shield-exclamation"),
    ("area.units", _("所服务的单位"), "identity:area_units", "building-office-2"),
)


def lines_of_administrators(person: Person) -> Iterable[MenuLine]:
    """What system, security and audit administrators do; outside of every unit."""
    if person.unit is not None:
        return
    for position, (permission, title, name, icon) in enumerate(_AUTHORITY, start=60):
        if person.may(permission):
            group = _("账号与授权")
            yield MenuLine(title, city_url(name), icon, group=group, position=position)


def first_page_of(person: Person) -> str:
    """Where an administrator of a county begins; '' for everybody else."""
    return next((city_url(name) for code, _t, name, _i in _AUTHORITY if person.may(code)), "")
