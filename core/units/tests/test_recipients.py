"""The names in 主送 and 抄送 mean organs, seen from whoever writes them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.context import open_city
from core.units.collective import CollectiveRule, CollectiveRuleUnusable
from core.units.kinds import State
from core.units.models import CollectiveName, Unit
from core.units.public import organ_of_code, resolved_recipients, split_names
from core.units.seeds import collective_names, sow

DAY = date(2021, 3, 1)


@pytest.fixture
def city(whole_city):
    with open_city():
        yield


def meant(names, issuer):
    return resolved_recipients(names, issuer=organ_of_code(issuer), on=DAY)


def codes(recipients):
    return [organ.code for organ in recipients.organs]


def test_a_line_is_split_at_the_marks_that_offices_use():
    assert split_names("各区县(市)、市直各单位，县委; 县政府：\n") == [
        "各区县(市)",
        "市直各单位",
        "县委",
        "县政府",
    ]


def test_full_and_short_names_mean_one_organ(city):
    found = meant("桃源县人民政府、市教育局、牛车河镇党委", "cdgo")

    assert codes(found) == ["c0725g", "cd026", "t0725120p"]
    assert [name.form for name in found.names] == ["full", "short", "short"]
    assert found.unresolved == ()


def test_a_shared_short_name_means_the_one_of_the_issuers_own_county(city):
    assert codes(meant("教育局", "c0725go")) == ["c0725035"]
    assert codes(meant("教育局", "t0725120g")) == []


def test_a_shared_short_name_is_left_to_the_person_otherwise(city):
    found = meant("教育局", "cdgo")

    assert codes(found) == []
    assert len(found.unresolved[0].candidates) == 9


def test_an_unknown_name_is_told(city):
    found = meant("桃源县人民政府、不存在局", "cdgo")

    assert [(name.text, name.candidates) for name in found.unresolved] == [("不存在局", ())]


@pytest.mark.parametrize(
    ("name", "issuer", "size"),
    [
        ("各区县(市)", "cdgo", 18),
        ("各区县（市）", "cdgo", 18),
        ("各区县(市)人民政府", "cdgo", 9),
        ("各管理区", "cdgo", 12),
        ("市直各单位", "cdpo", 94),
        ("各乡镇(街道)", "cdgo", 356),
        ("各乡镇(街道)", "c0725go", 56),
        ("各村(社区)", "cdgo", 2273),
        ("各村(社区)", "c0725go", 413),
        ("各村(社区)", "t0725120g", 12),
        ("区县(市)直各单位", "c0725po", 82),
    ],
)
def test_a_collective_name_means_those_of_the_issuers_area(city, name, issuer, size):
    found = meant(name, issuer)

    assert found.names[0].form == "collective"
    assert len(found.organs) == size


def test_a_document_to_all_names_everybody_once_but_the_issuer(city):
    found = meant("全市各单位、各区县(市)、市直各单位", "cdpo")

    assert len(found.organs) == 3833
    assert "cdpo" not in codes(found)


def test_a_countys_own_name_wins_over_the_citys(city_db, cast, imported):
    imported(())
    with open_city():
        county = Unit.objects.get(code="county")
        CollectiveName.objects.create(
            text="市直各单位", unit=county, rule={"level": "township", "under": "county"}
        )

        assert codes(meant("市直各单位", "county")) == ["parks", "taxes"]
        assert codes(meant("市直各单位", "parks")) == ["taxes"]
        assert codes(meant("市直各单位", "city")) == []


def test_closed_units_are_not_meant_suspended_ones_are(city_db, imported):
    imported(())
    with open_city():
        Unit.objects.filter(code="parks").update(state=State.CLOSED)
        Unit.objects.filter(code="taxes").update(state=State.SUSPENDED)

        found = meant("各乡镇(街道)、测试县园林镇、测试县税务镇", "county")

    assert codes(found) == ["taxes"]
    assert [name.text for name in found.unresolved] == ["测试县园林镇"]


def test_many_names_take_few_statements(city):
    issuer = organ_of_code("cdgo")
    names = ["桃源县人民政府", "市教育局", "教育局", "公安局", "审计局", "不存在局"] * 3

    with CaptureQueriesContext(connection) as queries:
        resolved_recipients(names, issuer=issuer, on=DAY)

    assert len(queries) == 3


def test_the_names_that_come_with_the_platform_are_usable_and_come_once(city_db):
    assert len(collective_names()) == 12
    with open_city():
        sow()
        sow()

        assert CollectiveName.objects.count() == 12


@pytest.mark.parametrize(
    "rule", [{"level": "region"}, {"unit_kinds": ["x"]}, {"kinds": ["party_committee", "x"]}]
)
def test_a_rule_with_unknown_words_is_refused(rule):
    with pytest.raises(CollectiveRuleUnusable):
        CollectiveRule.from_json(rule)
