"""Where the module appears in the platform."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from city_canteen import permissions, selectors
from core.contracts.pages import MenuItem, Panel, SearchResult, WorkbenchCard
from core.contracts.people import Person
from core.modules.hooks import hookimpl


@hookimpl
def menu_items(person: Person) -> Iterable[MenuItem]:
    """The line of the menu."""
    yield MenuItem(_("食堂菜单"), "canteen_menu:menus", permissions.VIEW, "cake", _("后勤"))


@hookimpl
def workbench_cards(person: Person) -> Iterable[WorkbenchCard]:
    """Today's dishes, for those who may see them."""
    if person.may(permissions.VIEW):
        today = selectors.coming_menus(since=timezone.localdate())[:1]
        yield WorkbenchCard(_("今日菜单"), "canteen_menu/next.html", {"menus": today})


@hookimpl
def unit_page_panels(person: Person) -> Iterable[Panel]:
    """The next menu on the unit's page."""
    if person.may(permissions.VIEW):
        coming = selectors.coming_menus(since=timezone.localdate())[:1]
        yield Panel(_("食堂"), "canteen_menu/next.html", {"menus": coming})


@hookimpl
def search_results(person: Person, query: str) -> Iterable[SearchResult]:
    """Menus by their dishes."""
    if person.may(permissions.VIEW):
        for menu in selectors.menus_with(query)[:20]:
            yield SearchResult(menu.dishes, reverse("canteen_menu:menus"), str(menu.served_on))
