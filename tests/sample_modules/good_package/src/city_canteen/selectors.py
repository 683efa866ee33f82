"""Every question asked of menus and orders."""

from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from city_canteen.errors import NoSuchMenu
from city_canteen.models import Menu, Order
from core.people.public import MemberLine, active_people


def coming_menus(*, since: date, member_id: UUID | None = None) -> QuerySet[Menu]:
    """Menus from ``since`` on with the number of orders, and whether the member ordered."""
    own = Order.objects.filter(menu=OuterRef("pk"), member=member_id)
    menus = Menu.objects.filter(served_on__gte=since)
    return menus.annotate(eaters=Count("orders"), ordered=Exists(own))


def menu_by_id(menu_id: UUID) -> Menu:
    """One menu; raises ``NoSuchMenu``."""
    menu = Menu.objects.filter(pk=menu_id).first()
    if menu is None:
        raise NoSuchMenu
    return menu


def eaters_of(menu: Menu) -> list[MemberLine]:
    """Who eats from the menu, in the order of office."""
    ordered = set(Order.objects.filter(menu=menu).values_list("member_id", flat=True))
    return [line for line in active_people() if line.member_id in ordered]


def menus_with(dish: str) -> QuerySet[Menu]:
    """Menus on which the dish stands, the newest first."""
    return Menu.objects.filter(dishes__contains=dish).order_by("-served_on")
