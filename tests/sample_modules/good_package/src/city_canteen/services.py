"""Every change to menus and orders."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_noop

from city_canteen.errors import MenuAlreadyPublished, OrderingClosed
from city_canteen.models import Menu, Order
from core.audit.public import record
from core.contracts.people import Person
from core.inbox.public import Kind, Matter, put, read_by
from core.inbox.public import withdraw as take_away
from core.jobs.public import enqueue
from core.notices.public import Notice, notify
from core.people.public import active_people

__all__ = ["close_menu", "order_meal", "publish_menu", "withdraw_order"]

MODULE = "canteen_menu"
PUBLISHED = gettext_noop("食堂菜单已公布")


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
    _tell_everybody(menu, by=by, at=at)
    record("canteen_menu.publish", by=by, at=at, subject=str(served_on), dishes=dishes)
    return menu


def order_meal(*, menu: Menu, by: Person, at: datetime) -> None:
    """Order for oneself; a second time changes nothing. Raises ``OrderingClosed``."""
    _refuse_if_closed(menu, at)
    order = Order(menu=menu, member_id=by.member_id, ordered_at=at)
    Order.objects.bulk_create([order], ignore_conflicts=True)
    read_by(module=MODULE, reference=str(menu.pk), by=by.account_id, at=at)


def withdraw_order(*, menu: Menu, by: Person, at: datetime) -> None:
    """Take one's own order back. Raises ``OrderingClosed``."""
    _refuse_if_closed(menu, at)
    Order.objects.filter(menu=menu, member=by.member_id).delete()


def close_menu(*, menu_id: UUID, at: datetime) -> None:
    """Take no more orders for this menu, and let nobody's list ask for one."""
    Menu.objects.filter(pk=menu_id).update(closed=True)
    take_away(module=MODULE, reference=str(menu_id), kind=Kind.READ, at=at)


def _tell_everybody(menu: Menu, *, by: Person, at: datetime) -> None:
    """待阅 for everyone in the unit, and a notice by the way each has chosen."""
    everybody = [line.account_id for line in active_people()]
    key, url = str(menu.pk), f"m/{MODULE}/"
    matter = Matter(
        module=MODULE, reference=key, title=menu.dishes, url=url, sender=by.name,
        due_at=menu.closes_at,
    )  # fmt: skip
    put(matter=matter, accounts=everybody, at=at, kind=Kind.READ)
    told = Notice(
        module=MODULE, kind="published", reference=key, title=PUBLISHED, body=menu.dishes, url=url
    )
    notify(to=everybody, notice=told, at=at)


def _refuse_if_closed(menu: Menu, at: datetime) -> None:
    if not menu.takes_orders(at):
        raise OrderingClosed(day=menu.served_on)
