from city_canteen import hooks
from core.context import open_unit


def test_hook_menu_items(bob):
    [line] = hooks.menu_items(bob)

    assert line.url_name == "canteen_menu:menus"


def test_hook_workbench_cards(menu, bob, parks):
    with open_unit(parks):
        [card] = hooks.workbench_cards(bob)

        assert [each.pk for each in card.context["menus"]] == [menu.pk]


def test_hook_unit_page_panels(menu, bob, parks):
    with open_unit(parks):
        [panel] = hooks.unit_page_panels(bob)

        assert panel.template == "canteen_menu/next.html"
