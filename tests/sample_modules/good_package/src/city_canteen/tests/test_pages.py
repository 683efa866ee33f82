"""The pages and the API, for a cook, a colleague, and a stranger."""

import pytest

from city_canteen.models import Order
from city_canteen.services import close_menu
from core.context import open_city, open_unit
from core.inbox.models import InboxItem
from core.notices.models import PersonalNotice
from installer.testing.people import browser_of

PAGE = "/u/parks/m/canteen_menu/"
API = "/api/v1/u/parks/m/canteen_menu/menus/"


def test_a_colleague_sees_the_menu_and_orders(menu, bob):
    browser = browser_of(bob)
    assert "红烧肉" in browser.get(PAGE).content.decode()

    answer = browser.post(f"{PAGE}{menu.pk}/order/", follow=True)

    assert "1 人报餐" in answer.content.decode()


def test_a_colleague_does_not_publish(menu, bob):
    assert browser_of(bob).post(PAGE + "publish/").status_code == 403


def test_a_program_reads_the_menus(menu, bob):
    [told] = browser_of(bob).get(API).json()["results"]

    assert (told["dishes"], told["eaters"]) == ("红烧肉 清炒藕片", 0)


def test_a_program_orders_once_and_takes_it_back(menu, bob, program_of, parks):
    program = program_of(bob, prefix=API)

    for _ in range(2):
        assert program.send(f"{menu.pk}/order/", key="k").status_code == 204
    with open_unit(parks):
        assert Order.objects.count() == 1

    assert program.send(f"{menu.pk}/order/", method="delete").status_code == 204
    with open_unit(parks):
        assert not Order.objects.exists()


def test_everybody_is_told_of_a_menu_until_its_hour(menu, alice, bob, parks, now):
    everybody = {alice.account_id, bob.account_id}
    with open_city():
        told = PersonalNotice.objects.filter(module="canteen_menu")
        assert {notice.account_id for notice in told} == everybody
        items = InboxItem.objects.filter(reference=str(menu.pk))
        assert {(item.account_id, item.state) for item in items} == {(a, "open") for a in everybody}

    with open_unit(parks):
        close_menu(menu_id=menu.pk, at=now)

    with open_city():
        assert not InboxItem.objects.filter(reference=str(menu.pk), state="open").exists()


def test_the_kitchen_gets_the_list_of_eaters(menu, alice, bob):
    browser_of(bob).post(f"{PAGE}{menu.pk}/order/")
    with_office = browser_of(alice).get(f"{PAGE}{menu.pk}/eaters/")

    assert "Bob" in b"".join(with_office.streaming_content).decode("utf-8-sig")
    assert browser_of(bob).get(f"{PAGE}{menu.pk}/eaters/").status_code == 403


@pytest.mark.parametrize("address", [PAGE, API, PAGE.replace("parks", "taxes")])
def test_a_stranger_does_not_find_it(menu, charlie, address):
    assert browser_of(charlie).get(address).status_code == 404
