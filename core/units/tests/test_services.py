"""Single changes to units and organs."""

from datetime import date

import pytest

from core.context import open_city
from core.units.errors import NumberCodeTaken, NumberCodeUnusable, OnboardingOutOfOrder
from core.units.kinds import NameForm, OnboardingState, UnitEventKind
from core.units.models import NumberCode, Organ, Unit
from core.units.public import name_on, names_on, organ_of_code, resolved_recipients
from core.units.services import (
    advance_onboarding,
    give_number_code,
    name_organ,
    note_unit_event,
)

DAY = date(2021, 3, 1)


@pytest.fixture
def city(city_db, imported):
    imported(())
    with open_city():
        yield


def test_a_unit_comes_to_the_platform_stage_by_stage(city, clerk):
    unit = Unit.objects.get(code="parks")

    for stage in OnboardingState:
        row = advance_onboarding(unit=unit, to=stage, on=DAY, by=clerk)

    assert row.state == OnboardingState.LIVE
    assert (row.contract_on, row.contract_by, row.live_on) == (DAY, "甲（演示）", DAY)


@pytest.mark.parametrize("stage", [OnboardingState.APPLIED, OnboardingState.TRAINED])
def test_no_stage_is_left_out_or_repeated(city, clerk, stage):
    unit = Unit.objects.get(code="parks")
    advance_onboarding(unit=unit, to=OnboardingState.APPLIED, on=DAY, by=clerk)

    with pytest.raises(OnboardingOutOfOrder, match="下一步应为“已签约”"):
        advance_onboarding(unit=unit, to=stage, on=DAY, by=clerk)


def test_after_the_last_stage_there_is_none(city, clerk):
    unit = Unit.objects.get(code="parks")
    for stage in OnboardingState:
        advance_onboarding(unit=unit, to=stage, on=DAY, by=clerk)

    with pytest.raises(OnboardingOutOfOrder):
        advance_onboarding(unit=unit, to=OnboardingState.LIVE, on=DAY, by=clerk)


def test_what_happens_to_a_unit_is_noted_with_who_and_why(city, clerk, at):
    unit = Unit.objects.get(code="parks")

    note_unit_event(
        unit_id=unit.id, kind=UnitEventKind.SUSPENDED, by=clerk, at=at, reason="停用检修"
    )
    note_unit_event(unit_id=unit.id, kind=UnitEventKind.RESTORED, by=None, at=at)

    assert [(e.kind, e.by_name, e.reason) for e in unit.events.all()] == [
        ("suspended", "甲（演示）", "停用检修"),
        ("restored", "", ""),
        ("activated", "", ""),  # by the clock of today, not of the story
    ]


def test_a_number_code_belongs_to_one_organ_of_the_whole_platform(city):
    county, parks = organ_of_code("county"), organ_of_code("parks")
    code = give_number_code(organ=county, text="测政发", from_year=2021)

    with pytest.raises(NumberCodeTaken, match="测试县人民政府办公室"):
        give_number_code(organ=parks, text="测政发", from_year=2021)

    assert list(NumberCode.objects.all()) == [code]


@pytest.mark.parametrize("text", ["", "发", "abc", "测政发〔", "测" * 13])
def test_a_number_code_is_two_to_twelve_characters(text):
    with pytest.raises(NumberCodeUnusable):
        give_number_code(organ=Organ(), text=text, from_year=2021)


def test_a_new_mark_ends_the_old_one(city):
    organ = organ_of_code("parks")
    name_organ(organ=organ, form=NameForm.MARK, text="园林镇文件", on=date(2020, 1, 1))

    name_organ(organ=organ, form=NameForm.MARK, text="园林镇人民政府文件", on=DAY)

    assert name_on(organ, date(2020, 6, 1), "mark") == "园林镇文件"
    assert name_on(organ, DAY, "mark") == "园林镇人民政府文件"


def test_a_collective_name_of_several_organs_means_all_of_them(city):
    issuer = organ_of_code("city")
    for code in ("parks", "taxes"):
        name_organ(organ=organ_of_code(code), form=NameForm.COLLECTIVE, text="两个试点镇", on=DAY)

    found = resolved_recipients("两个试点镇", issuer=issuer, on=DAY)

    assert [organ.code for organ in found.organs] == ["parks", "taxes"]
    assert names_on([issuer.id], DAY) == {issuer.id: "中共测试市委办公室"}
