"""The main job: a notice of the county reaches its towns and is signed for there.

At a desk and on a phone, with everybody's own browser; both sides find it in their registers.
"""

import pytest

from tests.browser.conftest import DORA, ERIN, FAYE, GREG, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.processes]

TITLE = "测试县人民政府关于报送防汛物资清单的通知"
MODULE = "/u/{}/m/official_documents/"


def _draft(erin: Visitor) -> str:
    page = erin.page
    page.goto(MODULE.format("county") + "documents/new/")
    page.get_by_label("标题").fill(TITLE)
    page.get_by_label("正文").fill("各镇人民政府：\n请于三月五日前报送。")
    page.get_by_role("button", name="各乡镇(街道)").first.click()
    page.get_by_label("密级：无").check()
    erin.press("保存")
    return page.url


def _send(erin: Visitor, document: str) -> None:
    erin.page.goto(document)
    erin.page.get_by_label("发文代字").select_option("测政发")
    erin.press("编号")
    assert erin.sees("测政发〔")
    erin.page.get_by_role("button", name="分发").first.click()
    dialog = erin.page.get_by_role("dialog")
    with erin.page.expect_navigation():
        dialog.get_by_role("button", name="分发").click()


def _sign_for(visitor: Visitor, code: str) -> None:
    visitor.page.goto(MODULE.format(code))
    visitor.page.get_by_text(TITLE).first.click()
    visitor.page.wait_for_url("**/waiting/**")
    visitor.press("签收")


def test_a_notice_goes_from_the_county_to_its_towns_and_back_come_the_receipts(
    site, chromium, size
):
    erin = Visitor(chromium, site, size, ERIN.mobile)
    document = _draft(erin)
    # The only one who may sign stands there already.
    assert "Dora 县长" in erin.page.locator("#id_signer_id_field .chips").inner_text()
    erin.press("送签")

    dora = Visitor(chromium, site, size, DORA.mobile)
    assert dora.sees(TITLE)
    dora.page.get_by_text(TITLE).first.click()
    dora.page.wait_for_url("**/documents/**")
    dora.page.get_by_label("签发意见").fill("同意。")
    dora.press("同意")

    _send(erin, document)
    faye = Visitor(chromium, site, size, FAYE.mobile)
    _sign_for(faye, "parks")

    faye.page.goto(MODULE.format("parks") + "received/")
    assert faye.sees(TITLE)
    erin.page.goto(MODULE.format("county") + "sent/")
    assert erin.sees(TITLE)
    erin.page.goto(document + "receipts/")
    assert erin.sees("Faye")
    assert erin.fits()
    assert faye.fits()
    assert [*erin.complaints, *dora.complaints, *faye.complaints] == []


def test_another_town_signs_for_its_own_copy_and_cannot_open_the_countys_page(site, chromium):
    erin = Visitor(chromium, site, (1440, 900), ERIN.mobile)
    document = _draft(erin)

    greg = Visitor(chromium, site, (390, 844), GREG.mobile)
    answer = greg.page.goto(document)

    assert answer is not None
    assert answer.status == 404


def test_the_city_office_lands_in_its_console(operator, site, chromium):
    visitor = Visitor(chromium, site, (1440, 900), operator)

    assert visitor.page.url.endswith("/city/")
    visitor.page.goto("/city/units/")
    assert visitor.sees("测试县园林镇")
    assert visitor.complaints == []
