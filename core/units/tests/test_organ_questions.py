"""The chain of command belongs to the organs; the tree of units has no say in it."""

from datetime import date

import pytest

from core.context import open_city, open_unit
from core.units.models import NumberCode, Organ, OrganName
from core.units.public import (
    all_below,
    all_guides_above,
    authority_of,
    chain_above,
    found_organs,
    guided_by,
    guides_of,
    host_of,
    leaders_of,
    mark_on,
    name_on,
    number_codes_of,
    organ_of_code,
    organs_hosted_by,
    superior_of,
)


@pytest.fixture
def city(whole_city):
    with open_city():
        yield


def codes(organs):
    return [organ.code for organ in organs]


def test_one_unit_hosts_the_body_and_its_office(city):
    government = organ_of_code("cdg")

    assert host_of(government).code == "cd003"
    assert codes(organs_hosted_by([government.unit_id])) == ["cdg", "cdgo"]


def test_party_follows_party_and_government_follows_government(city):
    assert codes(chain_above(organ_of_code("t0725120p"))) == ["c0725p", "cdp"]
    assert codes(chain_above(organ_of_code("t0725120g"))) == ["c0725g", "cdg"]
    assert superior_of(organ_of_code("cdg")) is None


def test_the_four_bodies_are_not_subordinate_to_one_another(city):
    assert codes(all_below(organ_of_code("cdn"))) == ["cdno"]
    assert "cdg" not in codes(all_below(organ_of_code("cdp")))


def test_everything_led_at_any_distance_is_below(city):
    below = codes(all_below(organ_of_code("c0725g")))

    assert {"c0725go", "c0725035", "t0725120g"} <= set(below)
    assert "t0725120p" not in below


def test_villages_are_guided_not_led(city):
    town = organ_of_code("t0725120g")

    assert codes(all_below(town)) == []
    assert len(guided_by(town)) == 12
    assert codes(guides_of(organ_of_code("v0725120202"))) == ["t0725120g"]


def test_guidance_goes_up_the_trade(city):
    assert codes(all_guides_above(organ_of_code("c0725035"))) == ["cd026"]


@pytest.mark.parametrize("name", ["桃源县公安局", "桃源县审计局", "桃源县纪委监委"])
def test_dual_led_organs_have_two_leaders(city, name):
    organ = Organ.objects.get(name=name)

    assert organ.dual_led
    assert len(leaders_of(organ)) == 2


def test_most_organs_have_one_leader(city):
    assert codes(leaders_of(organ_of_code("c0725035"))) == ["c0725g"]
    assert leaders_of(organ_of_code("cd101")) == []


def test_an_office_acts_with_the_authority_of_its_body(city):
    assert authority_of(organ_of_code("cdgo")).code == "cdg"
    assert authority_of(organ_of_code("cd026")).code == "cd026"


def test_organs_outside_the_platform_have_no_host(city):
    province = organ_of_code("hngo")

    assert (host_of(province), province.level) == (None, "outside")


def test_an_organ_is_found_by_short_name_and_initials(city):
    assert codes(found_organs("牛车河镇人民政府")) == ["t0725120g"]
    assert codes(found_organs("nchzrmzf")) == ["t0725120g"]


def test_a_code_is_good_in_its_years(city_db, imported):
    imported(())
    with open_city():
        organ = organ_of_code("hnp")
        NumberCode.objects.create(text="测发", organ=organ, active_from=2020, active_to=2021)
        code = NumberCode.objects.create(text="测函", organ=organ)

        assert list(number_codes_of(organ, year=2022)) == [code]
        assert number_codes_of(organ, year=2021).count() == 2
        assert code.is_active(date(1999, 1, 1))
        assert not NumberCode.objects.get(text="测发").is_active(date(2022, 1, 1))


def test_the_mark_is_the_registered_one_or_the_name_with_the_word_document(city_db, imported):
    imported(())
    with open_city():
        organ = organ_of_code("hnp")
        assert mark_on(organ, date(2021, 1, 1)) == "中共湖南省委文件"

        OrganName.objects.create(
            organ=organ, form="mark", text="中国共产党湖南省委员会文件", valid_from=date(2021, 6, 1)
        )

        assert mark_on(organ, date(2021, 1, 1)) == "中共湖南省委文件"
        assert mark_on(organ, date(2021, 6, 1)) == "中国共产党湖南省委员会文件"


def test_an_organ_without_records_is_called_as_it_is(city_db, cast):
    with open_city():
        organ = Organ.objects.create(
            code="x",
            name="测试机关",
            short_name="机关",
            kind="institution",
            level="city",
            unit_id=cast.city.id,
        )

        assert name_on(organ, date(2000, 1, 1)) == "测试机关"
        assert name_on(organ, date(2000, 1, 1), "short") == "机关"


def test_the_questions_are_answered_in_a_units_transaction_too(city_db, cast, imported):
    imported(())

    with open_unit(cast.parks):
        assert codes(chain_above(organ_of_code("parks"))) == ["county", "city"]
        assert name_on(organ_of_code("parks"), date(2021, 1, 1)) == "测试县园林镇"
