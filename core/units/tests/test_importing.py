"""Importing a checked list writes all of it in one transaction, and the same list once only."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from core.context import open_city
from core.units.errors import PlanOutdated
from core.units.importing import apply_plan
from core.units.kinds import OnboardingState, State
from core.units.listing import Known, OrganRow, UnitRow, make_plan
from core.units.models import NumberCode, Organ, OrganName, Unit, UnitEvent, UnitName, UnitParent
from core.units.selectors.known import known_lists
from core.units.selectors.names import name_on, unit_name_on

BUREAU = UnitRow("b01", "测试市教育局", "市教育局", "city", "city_department", "city", "430700")
SCHOOL = UnitRow("b02", "测试市第一中学", "市一中", "city", "city_department", "b01")
ORGAN = OrganRow("b01", "测试市教育局", "b01", "government_department", number_codes=("测教发",))


def in_city(question):
    with open_city():
        return question()


def test_new_units_are_pending_with_their_history_begun(city_db, imported, at):
    imported((SCHOOL, BUREAU))

    with open_city():
        school = Unit.objects.select_related("parent", "onboarding").get(code="b02")
        assert (school.state, school.parent.code) == (State.PENDING, "b01")
        assert school.onboarding.state == OnboardingState.APPLIED
        assert (school.onboarding.applied_on, school.onboarding.applied_by) == (
            date(2021, 3, 1),
            "甲（演示）",
        )
        assert [(e.kind, e.reason, e.at) for e in school.events.all()] == [
            ("listed", "清单导入", at)
        ]
        assert UnitName.objects.standing().get(unit=school).valid_from is None
        assert UnitParent.objects.standing().get(unit=school).parent.code == "b01"
        assert "sdyzx" in school.search_key


def test_the_new_units_are_told_to_whoever_makes_their_schemas(city_db, clerk, at):
    plan = make_plan((BUREAU, SCHOOL), (), in_city(known_lists))

    made = apply_plan(plan, by=clerk, at=at)

    assert [(ref.code, ref.name) for ref in made] == [
        ("b01", "测试市教育局"),
        ("b02", "测试市第一中学"),
    ]


def test_an_organ_gets_its_names_guidance_and_number_codes(city_db, imported):
    guided = OrganRow("b02", "测试市第一中学", "b02", "institution", "b01", ("b01", "hnp"))

    imported((BUREAU, SCHOOL), (ORGAN, guided))

    with open_city():
        school = Organ.objects.get(code="b02")
        assert (school.level, school.superior.code, school.unit.code) == ("city", "b01", "b02")
        assert set(school.guides.values_list("code", flat=True)) == {"b01", "hnp"}
        assert [(row.form, row.text) for row in school.names.order_by("form")] == [
            ("full", "测试市第一中学"),
            ("short", "市一中"),
        ]
        assert NumberCode.objects.get(text="测教发").organ.code == "b01"


def test_importing_the_same_list_again_changes_nothing(city_db, imported):
    imported((BUREAU, SCHOOL), (ORGAN,))
    before = in_city(known_lists)
    events = in_city(UnitEvent.objects.count)

    plan = imported((BUREAU, SCHOOL), (ORGAN,))

    assert plan.is_empty
    assert in_city(known_lists) == before
    assert in_city(UnitEvent.objects.count) == events


def test_a_changed_name_keeps_the_old_one_for_its_days(city_db, imported, at):
    imported((BUREAU,), (ORGAN,))

    imported(
        (replace(BUREAU, name="测试市教育体育局", short_name="市教体局"),),
        (replace(ORGAN, name="测试市教育体育局"),),
        at=at + timedelta(days=30),
    )

    with open_city():
        bureau, organ = Unit.objects.get(code="b01"), Organ.objects.get(code="b01")
        assert (bureau.name, bureau.short_name) == ("测试市教育体育局", "市教体局")
        assert unit_name_on(bureau, date(2021, 3, 30)) == "测试市教育局"
        assert unit_name_on(bureau, date(2021, 3, 31)) == "测试市教育体育局"
        assert name_on(organ, date(2021, 3, 30)) == "测试市教育局"
        assert name_on(organ, date(2021, 3, 31)) == "测试市教育体育局"
        assert name_on(organ, date(2021, 3, 31), "short") == "市教体局"
        assert "sjtj" in bureau.search_key
        assert [event.kind for event in bureau.events.all()] == ["listed", "changed"]


def test_a_changed_parent_keeps_the_old_one_for_its_days(city_db, imported, at):
    imported((BUREAU, SCHOOL))

    imported((replace(SCHOOL, parent_code="city"),), at=at + timedelta(days=1))

    with open_city():
        rows = UnitParent.objects.filter(unit__code="b02").order_by("id")
        assert [(row.parent.code, row.valid_from, row.valid_to) for row in rows] == [
            ("b01", None, date(2021, 3, 2)),
            ("city", date(2021, 3, 2), None),
        ]


def test_a_unit_made_by_hand_keeps_its_old_name_too(city_db, imported):
    town = UnitRow("parks", "测试县花园镇", "花园镇", "township", "township", "county")

    imported((town,))

    with open_city():
        assert unit_name_on(Unit.objects.get(code="parks"), date(2020, 1, 1)) == "测试县园林镇"


def test_an_organ_follows_its_unit_to_another_level(city_db, imported):
    works = UnitRow("e01", "测试自来水公司", "自来水公司", "city", "enterprise", "city")
    imported((works,))

    imported((replace(works, level="county", parent_code="county"),))

    assert in_city(lambda: Organ.objects.get(code="e01").level) == "county"


def test_number_codes_move_and_end_with_the_list(city_db, imported):
    other = OrganRow("b02", "测试市第一中学", "b02", "institution")
    imported((BUREAU, SCHOOL), (replace(ORGAN, number_codes=("测教发", "测教函")), other))

    imported((), (replace(ORGAN, number_codes=()), replace(other, number_codes=("测教函",))))

    with open_city():
        assert list(NumberCode.objects.values_list("text", "organ__code", "active_to")) == [
            ("测教函", "b02", None),
            ("测教发", "b01", 2021),
        ]


def test_listed_organs_retire_the_units_own(city_db, imported):
    imported((BUREAU, SCHOOL))

    imported((BUREAU, SCHOOL), (replace(ORGAN, code="b01x"),))

    with open_city():
        retired = Organ.objects.get(code="b01")
        assert retired.closed_on == date(2021, 3, 1)
        assert not OrganName.objects.standing().filter(organ=retired).exists()
        assert Organ.objects.get(code="b02").superior.code == "b01x"


def test_an_outdated_plan_is_refused_and_changes_nothing(city_db, imported, clerk, at):
    outdated = make_plan((BUREAU,), (), in_city(known_lists))
    imported((SCHOOL, replace(BUREAU, name="别的名称")))
    before = in_city(known_lists)

    with pytest.raises(PlanOutdated):
        apply_plan(outdated, by=clerk, at=at)

    assert in_city(known_lists) == before


def test_a_failure_in_the_middle_leaves_nothing_behind(city_db, clerk, at):
    # A list that was not checked: an organ stands in a unit that does not exist.
    known = in_city(known_lists)
    plan = make_plan((BUREAU,), (replace(ORGAN, unit_code="nowhere"),), known)

    with pytest.raises(IntegrityError):
        apply_plan(plan, by=clerk, at=at)

    assert in_city(known_lists).units == known.units


def test_the_number_of_statements_does_not_grow_with_the_list(city_db, clerk, at):
    def statements(units):
        plan = make_plan(units, (), in_city(known_lists))
        with open_city(), CaptureQueriesContext(connection) as queries:
            apply_plan(plan, by=clerk, at=at)
        return len(queries)

    villages = [
        UnitRow(f"v{n:03}", f"第{n}村", f"第{n}村", "village", "village", "parks")
        for n in range(90)
    ]
    one = statements(villages[:1])

    assert statements(villages) == one
    assert in_city(Unit.objects.count) == 4 + 90


def test_organs_outside_the_platform_are_there_from_the_start(city_db):
    with open_city():
        assert list(Organ.objects.filter(external=True).values_list("name", "level", "unit")) == [
            ("中共湖南省委", "outside", None),
            ("中共湖南省委办公厅", "outside", None),
            ("湖南省人民政府", "outside", None),
            ("湖南省人民政府办公厅", "outside", None),
        ]
        assert Organ.objects.get(code="hnpo").superior.code == "hnp"


def test_what_is_written_is_what_is_compared(city_db, imported):
    plan = imported((BUREAU, SCHOOL), (ORGAN,))

    known = in_city(known_lists)

    assert [known.units[row.code] for row in plan.units.created] == [BUREAU, SCHOOL]
    assert [known.organs[row.code] for row in plan.organs.created] == list(plan.organs.created)
    assert isinstance(known, Known)
