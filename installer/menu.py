"""What the consoles add to the frame of every page."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.context import current_scope
from core.contracts.people import Person
from core.ui import frame
from core.ui.frame import MenuLine
from core.ui.links import city_url

#: The group of a unit's own administration in its rail; after everything of modules.
ADMINISTRATION = _("单位管理")


def register() -> None:
    """Tell the frame; called once, when the app is ready."""
    frame.console_sources.append(way_to_city)
    frame.menu_sources.append(lines_of_city)
    frame.menu_sources.append(lines_of_unit)


def way_to_city(person: Person) -> Iterable[MenuLine]:
    """The way to the city console, for the city office."""
    if person.may("city.fleet"):
        yield MenuLine(_("市级控制台"), city_url("console:overview"), "building-library")


def lines_of_city(person: Person) -> Iterable[MenuLine]:
    """The pages of the city console."""
    if _in_unit():
        return
    if person.may("city.fleet"):
        yield _city_line(_("概览"), "console:overview", "squares-2x2", 10)
        yield _city_line(_("单位一览"), "console:fleet", "building-office-2", 20)
    if person.may("area.audit"):
        yield _city_line(_("审计记录"), "console:trail", "shield-check", 50)
    if person.may("city.units"):
        yield _city_line(_("单位导入"), "console:imports", "arrow-up-tray", 30)
        yield _city_line(_("机构改革"), "console:reforms", "arrows-right-left", 40)


def lines_of_unit(person: Person) -> Iterable[MenuLine]:
    """What a unit's administrator decides about modules; its own trail, for whoever may read it."""
    if _in_unit() and person.may("audit.read"):
        yield MenuLine(
            _("操作留痕"), reverse("unit_trail:list"), "shield-check", group=ADMINISTRATION,
            position=940,
        )  # fmt: skip
    if _in_unit() and person.may("modules.manage"):
        yield MenuLine(
            _("模块管理"), reverse("unit_modules:list"), "puzzle-piece", group=ADMINISTRATION,
            position=920,
        )  # fmt: skip


def _city_line(title: object, name: str, icon: str, position: int) -> MenuLine:
    group = _("市级控制台")
    return MenuLine(str(title), city_url(name), icon, group=group, position=position)


def _in_unit() -> bool:
    scope = current_scope()
    return scope is not None and scope.unit is not None
