from datetime import timedelta

import pytest

from city_canteen.errors import MenuAlreadyPublished, OrderingClosed
from city_canteen.models import Order
from city_canteen.selectors import coming_menus, menu_by_id
from city_canteen.services import close_menu, order_meal, publish_menu, withdraw_order
from core.context import open_unit
from core.jobs.models import Job


@pytest.fixture
def at_the_canteen(menu, bob, parks):
    with open_unit(parks):
        yield menu_by_id(menu.pk)


def test_one_person_eats_once(at_the_canteen, bob, now):
    order_meal(menu=at_the_canteen, by=bob, at=now)
    order_meal(menu=at_the_canteen, by=bob, at=now)

    assert Order.objects.count() == 1


def test_an_order_is_taken_back(at_the_canteen, alice, bob, now):
    order_meal(menu=at_the_canteen, by=alice, at=now)
    order_meal(menu=at_the_canteen, by=bob, at=now)
    withdraw_order(menu=at_the_canteen, by=bob, at=now)

    assert [order.member_id for order in Order.objects.all()] == [alice.member_id]


def test_after_the_hour_nobody_orders(at_the_canteen, bob, now):
    with pytest.raises(OrderingClosed):
        order_meal(menu=at_the_canteen, by=bob, at=now + timedelta(hours=3))

    assert Order.objects.count() == 0


def test_the_hour_is_kept_by_a_job(at_the_canteen, bob, now):
    assert Job.objects.filter(name="canteen_menu.close_orders").count() == 1

    close_menu(menu_id=at_the_canteen.pk, at=now)

    with pytest.raises(OrderingClosed):
        order_meal(menu=menu_by_id(at_the_canteen.pk), by=bob, at=now)


def test_a_day_has_one_menu(at_the_canteen, alice, now):
    day = at_the_canteen.served_on
    with pytest.raises(MenuAlreadyPublished):
        publish_menu(served_on=day, dishes="面条", closes_at=now, by=alice, at=now)

    assert [menu.dishes for menu in coming_menus(since=day)] == ["红烧肉 清炒藕片"]
