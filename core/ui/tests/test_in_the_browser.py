"""The components in Chromium: by mouse, by keyboard, on a phone, under the real policy."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1440, 1024, 390, 360])
def test_nothing_is_wider_than_the_screen(guide, width):
    page = guide(width)

    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_register_is_walked_by_keyboard(guide):
    page = guide(1440)
    page.focus("#reg-letters .row-link")

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    assert page.locator("#reg-letters [data-selected]").inner_text() == "1"
    assert page.locator("#reg-letters .bulk").is_visible()

    page.keyboard.press("Escape")
    assert page.locator("#reg-letters .bulk").is_hidden()

    page.keyboard.press("Enter")
    assert page.url.endswith("#letter-1")


def test_a_row_opens_by_a_click_beside_its_link(guide):
    page = guide(1440)

    page.click("#reg-letters tbody tr:nth-child(3) td:nth-child(5)")

    assert page.url.endswith("#letter-2")


def test_a_filter_replaces_only_the_register(guide):
    page = guide(1440)

    with page.expect_response("**/styleguide/?*"):
        page.select_option("select[name=sender]", "示例市水利局")
    page.wait_for_url("**sender=**")

    assert page.locator("#reg-letters tbody tr").count() == 3
    assert "title=" not in page.url


def test_chosen_columns_are_remembered(guide):
    page = guide(1440)
    page.click("#reg-letters .chooser summary")
    page.check("#reg-letters .chooser input[value=copies]")

    page.click("#reg-letters .chooser button")
    page.wait_for_url("**cols=**")

    kept = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    assert "copies" in kept["cols_letters"].split(".")


def test_on_a_phone_rows_are_cards_and_filters_unfold(guide):
    page = guide(390)
    assert page.locator("#reg-letters .heads").is_hidden()
    assert page.locator("#reg-letters .filters").is_hidden()

    page.click("#reg-letters [data-show-filters]")

    assert page.locator("#reg-letters .filters").is_visible()


def test_what_hurts_needs_the_name_typed(guide):
    page = guide(1440)
    page.click("[data-opens=remove]")
    assert page.locator("#remove-act").is_disabled()

    page.fill("#remove-name", "示例镇人民政府")

    assert page.locator("#remove-act").is_enabled()
    page.keyboard.press("Escape")
    assert page.locator("#remove").is_hidden()


def test_units_are_picked_with_exceptions(guide):
    page = guide(1440)
    total = page.locator("[data-picked-sum]")

    page.click(".tree-all .node-toggle >> nth=0")
    page.uncheck(".tree-all .kids [data-node-pick] >> nth=1")
    page.locator(".chip-except").wait_for()
    expect(total).to_have_text("382")

    page.click("[data-chips-clear]")
    expect(total).to_have_text("0")
    assert page.locator(".tree-all :checked").count() == 0


def test_the_tree_is_walked_by_keyboard_and_searched_by_initials(guide):
    page = guide(390)
    focused = "document.activeElement.closest('.node').dataset.title"
    page.focus(".tree-all [data-node-pick]")

    page.keyboard.press("ArrowRight")
    page.locator(".tree-all .kids .node").first.wait_for()
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focused) == "东甲镇"
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(focused) == "甲县"

    page.fill("[data-tree-search]", "sdc")
    page.locator(".tree-found .node").first.wait_for()
    page.keyboard.press("Enter")
    assert page.evaluate(focused) == "山东村"


def test_a_form_is_kept_on_this_machine_until_it_is_sent(guide):
    page = guide(1440)
    page.evaluate("document.querySelector('form[data-draft]').scrollIntoView()")
    page.fill("form[data-draft] [name$=opinion]", "拟同意")
    page.locator(".draft-notice").wait_for()
    assert "未提交，已保存在本机" in page.locator(".draft-notice").inner_text()

    page.reload()

    assert page.input_value("form[data-draft] [name$=opinion]") == "拟同意"
    page.click(".draft-notice button")
    assert page.input_value("form[data-draft] [name$=opinion]") == ""


def test_a_failed_request_is_told_and_replaces_nothing(guide):
    page = guide(1440)
    page.route("**/styleguide/units/?under=*", lambda route: route.abort())

    page.click(".tree-all .node-toggle >> nth=0")

    page.locator("#toasts .notice-bad").wait_for()
    assert page.locator(".tree-all > .node").count() == 9
    guide.complaints.clear()


def test_a_menu_closes_with_escape_and_gives_the_focus_back(guide):
    page = guide(1440)
    page.click("#actions summary")
    page.keyboard.press("Escape")

    assert page.locator("#actions details[open]").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_people_are_picked_by_keyboard(guide):
    page = guide(1440)
    page.focus("#id_signer")

    page.keyboard.press("z")
    page.wait_for_selector("#id_signer_lines .is-marked")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    assert page.locator("#id_signer_field dialog").is_hidden()
    assert page.locator("#id_signer_field [name=signer]").evaluate_all(
        "inputs => inputs.map(input => input.value)"
    ) == ["5"]
    page.keyboard.press("Enter")
    page.wait_for_selector("#id_signer_lines .person-branch")
    page.keyboard.press("Escape")
    assert page.locator("#id_signer_field dialog").is_hidden()


def test_on_a_phone_people_are_picked_on_the_whole_screen_and_put_in_order(guide):
    page = guide(390)
    page.click("#id_readers")
    page.wait_for_selector("#id_readers_lines .person-line")

    window = page.locator("#id_readers_field dialog").bounding_box()
    page.locator("#id_readers_lines .person-line", has_text="周海").click()
    page.click("#id_readers_field dialog footer [data-close]")
    page.locator("#id_readers_field .chip", has_text="周海").locator("[data-chip-up]").click()

    assert (window["x"], window["width"]) == (0, 390)
    assert page.locator("#id_readers_field [name=readers]").evaluate_all(
        "inputs => inputs.map(input => input.value)"
    ) == ["1", "5", "3"]
