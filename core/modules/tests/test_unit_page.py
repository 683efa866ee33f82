"""The page of the unit: what it is, in whose name it issues, what its modules put there."""

import pytest

from core.context import open_city
from core.contracts.pages import Panel
from core.modules import pages
from core.modules.tests.conftest import plugin
from core.units.models import NumberCode, Organ, UnitName
from installer.testing.people import browser_of

PAGE = "/u/parks/unit/"


@pytest.fixture
def parks_organ(parks):
    """The town's government, with its code."""
    with open_city():
        organ = Organ.objects.create(
            code="parks-gov", name="测试县园林镇人民政府", short_name="园林镇政府",
            kind="government", level="township", unit_id=parks.id,
        )  # fmt: skip
        NumberCode.objects.create(text="园政发", organ=organ)
        NumberCode.objects.create(text="园旧发", organ=organ, active_to=2020)


def test_it_says_what_the_unit_is_and_in_whose_name_it_issues(parks_organ, bob):
    page = browser_of(bob).get(PAGE).content.decode()

    for words in ("测试县园林镇", "县政府办", "测试县园林镇人民政府", "园政发"):
        assert words in page
    assert "园旧发" not in page
    assert "曾用名称" not in page


def test_a_former_name_stands_on_it(parks, bob):
    with open_city():
        UnitName.objects.create(
            unit_id=parks.id, name="园林乡", short_name="园林乡", valid_to="2019-01-01"
        )

    assert "园林乡" in browser_of(bob).get(PAGE).content.decode()


def test_a_module_puts_its_panel_there_and_a_failing_one_costs_only_its_own(
    host, monkeypatch, parks, bob
):
    monkeypatch.setattr(pages, "host", lambda: host)

    def unit_page_panels(person):
        yield Panel("公文往来", "official_documents/absent.html", {"who": person.name})

    host.register("official_documents", plugin(unit_page_panels))

    page = browser_of(bob).get(PAGE).content.decode()

    assert 'data-module="official_documents"' in page
    assert "这一部分暂时无法显示" in page
    assert "测试县园林镇" in page


def test_everybody_of_the_unit_finds_it_in_the_rail_and_a_stranger_nowhere(parks, bob, charlie):
    assert f'href="{PAGE}"' in browser_of(bob).get("/u/parks/").content.decode()
    assert browser_of(charlie).get(PAGE).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_its_queries_do_not_grow_with_organs(parks, bob, count, django_assert_num_queries):
    with open_city():
        Organ.objects.bulk_create(
            Organ(
                code=f"o{n}", name=f"机关{n}", short_name=f"机关{n}", kind="government",
                level="township", unit_id=parks.id,
            )
            for n in range(count)
        )  # fmt: skip
    browser = browser_of(bob)
    browser.get(PAGE)

    with django_assert_num_queries(20):
        browser.get(PAGE)
