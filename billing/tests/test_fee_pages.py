"""费用: the city's statement, a unit's own, and the price that a module carries."""

from types import SimpleNamespace

import pytest

from billing.models import FeeLine
from core.context import open_city
from core.modules.public import registry
from installer.testing.people import browser_of, make_operator
from tenancy.modules import install, uninstall


@pytest.fixture
def olga(city_db):
    return browser_of(make_operator("Olga"))


@pytest.fixture
def priced_bulletin(monkeypatch):
    """The bulletin with a price of its own for townships."""
    manifest = registry()["bulletin"].manifest.model_copy(update={"price": {"township": 120_000}})
    priced = {"bulletin": SimpleNamespace(manifest=manifest)}
    monkeypatch.setattr("billing.priced.registry", lambda: priced)


def test_the_statement_sums_up_what_it_lists(olga):
    page = olga.get("/city/fees/").content.decode()

    assert "30,000.00" in page
    assert "未规定" in page
    only_open = olga.get("/city/fees/?amount=not_set").content.decode()
    assert "测试县园林镇" in only_open
    assert "测试县人民政府办公室" not in only_open


def test_the_statement_is_exported_as_numbers(olga):
    lines = olga.get("/city/fees/statement.csv").content.decode("utf-8-sig").splitlines()

    amounts = {line.split(",")[0]: line.split(",")[4] for line in lines[1:]}
    assert amounts == {"city": "0.00", "county": "30000.00", "parks": "", "taxes": ""}


def test_a_unit_sees_its_own_fees_and_no_other(alice):
    page = browser_of(alice).get("/u/parks/fees/").content.decode()

    assert "乡镇（街道）的安装实施费用未规定" in page
    assert "测试县税务镇" not in page


def test_staff_do_not_see_fees(bob):
    assert browser_of(bob).get("/u/parks/fees/").status_code == 403


def test_a_priced_module_is_charged_once(parks, priced_bulletin):
    install("parks", "bulletin")
    uninstall("parks", "bulletin")
    install("parks", "bulletin")

    with open_city():
        lines = FeeLine.objects.filter(unit_id=parks.id, module="bulletin")
        assert list(lines.values_list("amount_fen", "fee_class")) == [(120_000, "township")]


def test_a_module_without_a_price_is_in_the_admission(parks):
    install("parks", "bulletin")

    with open_city():
        assert not FeeLine.objects.filter(unit_id=parks.id, module="bulletin").exists()
