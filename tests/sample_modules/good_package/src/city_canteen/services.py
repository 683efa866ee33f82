"""Every change to menus and orders."""

from datetime import date, datetime
from uuid import UUID

from city_canteen.errors import MenuAlreadyPublished, OrderingClosed
from city_canteen.models import Menu, Order
from core.audit.public import record
from core.contracts.people import Person
from core.jobs.public import enqueue

__all__ = ["close_menu", "order_meal", "publish_menu", "withdraw_order"]


def publish_menu(
    *, served_on: date, dishes: str, closes_at: datetime, by: Person, at: datetime
) -> Menu:
    """Publish the menu of a day and close its orders at ``closes_at``.

    Raises ``MenuAlreadyPublished`` if the day has one.
    """
    menu = Menu(served_on=served_on, dishes=dishes, closes_at=closes_at)
    # Two cooks at once: the unique day decides, and neither transaction breaks.
    Menu.objects.bulk_create([menu], ignore_conflicts=True)
    if not Menu.objects.filter(pk=menu.pk).exists():
        raise MenuAlreadyPublished(day=served_on)
    enqueue("canteen_menu.close_orders", run_at=closes_at, menu_id=menu.pk)
    record("canteen_menu.publish", by=by, at=at, subject=str(served_on), dishes=dishes)
    return menu


def order_meal(*, menu: Menu, by: Person, at: datetime) -> None:
    """Order for oneself; a second time changes nothing. Raises ``OrderingClosed``."""
    _refuse_if_closed(menu, at)
    order = Order(menu=menu, member_id=by.member_id, ordered_at=at)
    Order.objects.bulk_create([order], ignore_conflicts=True)


def withdraw_order(*, menu: Menu, by: Person, at: datetime) -> None:
    """Take one's own order back. Raises ``OrderingClosed``."""
    _refuse_if_closed(menu, at)
    Order.objects.filter(menu=menu, member=by.member_id).delete()


def close_menu(*, menu_id: UUID) -> None:
    """Take no more orders for this menu."""
    Menu.objects.filter(pk=menu_id).update(closed=True)


def _refuse_if_closed(menu: Menu, at: datetime) -> None:
    if not menu.takes_orders(at):
        raise OrderingClosed(day=menu.served_on)
