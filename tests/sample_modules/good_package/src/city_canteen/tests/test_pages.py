"""The pages and the API, for a cook, a colleague, and a stranger."""

import pytest

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


@pytest.mark.parametrize("address", [PAGE, API, PAGE.replace("parks", "taxes")])
def test_a_stranger_does_not_find_it(menu, charlie, address):
    assert browser_of(charlie).get(address).status_code == 404
