"""A list of units is refused as a whole, with every mistake named, before anything is made."""

import time

import pytest

from core.units.kinds import FEE_CLASS
from core.units.listing import Known, UnitRow, check_unit_list

CITY = ("cd001", "中共测试市委办公室", "市委办", "city", "city_body", "", "430700")
COUNTY = ("c01", "测试县人民政府办公室", "县政府办", "county", "county_body", "cd001", "430725")
TOWN = ("t01", "测试县园林镇", "园林镇", "township", "township", "c01", "430725120")


def row(base, **changes):
    columns = ("code", "name", "short_name", "level", "kind", "parent_code", "division_code")
    return tuple(changes.get(column, value) for column, value in zip(columns, base, strict=True))


def found(checked):
    return [(error.row, error.column, error.code) for error in checked.errors]


def test_the_real_list_is_usable(city_list):
    checked = check_unit_list(city_list)

    assert found(checked) == []
    assert len(checked.rows) == 3606
    assert checked.rows[0] == UnitRow(*CITY[:1], "中共常德市委办公室", *CITY[2:])
    assert {row.kind for row in checked.rows} == set(FEE_CLASS)


def test_the_real_list_is_checked_while_one_clicks(city_list):
    started = time.perf_counter()

    check_unit_list(city_list)

    # 50 ms on the machine of development; the limit allows for a busy one.
    assert time.perf_counter() - started < 1


def test_parents_may_stand_after_their_children(units_file):
    checked = check_unit_list(units_file(TOWN, COUNTY, CITY))

    assert checked.ok
    assert [row.code for row in checked.rows] == ["t01", "c01", "cd001"]


@pytest.mark.parametrize(
    ("code", "refusal"),
    [
        ("", "code_empty"),
        ("o'neil", "code_characters"),
        ('a"b', "code_characters"),
        ("a-b", "code_characters"),
        ("a b", "code_characters"),
        ("桃源县", "code_characters"),
        ("１２", "code_characters"),
        ("pg_town", "code_reserved"),
        ("T01", "code_uppercase"),
        ("0725", "code_start"),
        ("_town", "code_start"),
        ("a" * 33, "code_too_long"),
        ("a" * 64, "code_too_long"),
    ],
)
def test_a_code_that_cannot_stand_in_an_address_is_refused(units_file, code, refusal):
    checked = check_unit_list(units_file(CITY, COUNTY, row(TOWN, code=code)))

    assert found(checked) == [(4, "code", refusal)]
    assert checked.errors[0].value == code


def test_the_longest_code_is_usable(units_file):
    assert check_unit_list(units_file(CITY, row(COUNTY, code="a" * 32))).ok


def test_a_code_stands_in_the_list_once(units_file):
    checked = check_unit_list(units_file(CITY, COUNTY, TOWN, row(TOWN, name="别的镇")))

    assert found(checked) == [(5, "code", "code_twice")]
    assert checked.errors[0].message == "代码与第 4 行重复。每个代码只能出现一次，请改正其中一行。"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"name": ""}, ("name", "name_empty")),
        ({"name": "　 "}, ("name", "name_empty")),
        ({"name": "镇" * 101}, ("name", "name_too_long")),
        ({"short_name": ""}, ("short_name", "name_empty")),
        ({"short_name": "镇" * 51}, ("short_name", "name_too_long")),
        ({"kind": "town"}, ("kind", "kind_unknown")),
        ({"kind": ""}, ("kind", "kind_unknown")),
        ({"level": "town"}, ("level", "level_unknown")),
        ({"kind": "village"}, ("level", "kind_level")),
        ({"division_code": "4307X"}, ("division_code", "division_code")),
        ({"division_code": "４３０７"}, ("division_code", "division_code")),
        ({"division_code": "4.30725E+8"}, ("division_code", "division_code")),
        ({"division_code": "1" * 13}, ("division_code", "division_code")),
        ({"parent_code": "c99"}, ("parent_code", "parent_missing")),
        ({"parent_code": ""}, ("parent_code", "parent_empty")),
    ],
)
def test_each_wrong_cell_is_named(units_file, changes, error):
    checked = check_unit_list(units_file(CITY, COUNTY, row(TOWN, **changes)))

    assert found(checked) == [(4, *error)]
    assert checked.errors[0].message.endswith(("。", "）"))


def test_a_unit_cannot_stand_above_its_parent(units_file):
    county_under_a_town = row(COUNTY, code="c02", parent_code="t01")

    checked = check_unit_list(units_file(CITY, COUNTY, TOWN, county_under_a_town))

    assert found(checked) == [(5, "parent_code", "parent_below")]


def test_a_ring_of_parents_is_told_once(units_file):
    first, second = row(COUNTY, parent_code="c02"), row(COUNTY, code="c02", parent_code="c01")

    checked = check_unit_list(units_file(CITY, first, second, TOWN))

    assert found(checked) == [(3, "parent_code", "cycle")]
    assert "c01 → c02 → c01" in checked.errors[0].message


def test_a_unit_is_not_its_own_parent(units_file):
    checked = check_unit_list(units_file(CITY, row(COUNTY, parent_code="c01")))

    assert found(checked) == [(3, "parent_code", "cycle")]


def test_every_mistake_is_told_at_once(units_file):
    checked = check_unit_list(units_file(CITY, row(COUNTY, code="", kind="x"), row(TOWN, name="")))

    assert found(checked) == [
        (3, "code", "code_empty"),
        (3, "kind", "kind_unknown"),
        (4, "name", "name_empty"),
        (4, "parent_code", "parent_missing"),
    ]


def test_a_parent_may_be_on_the_platform_already(units_file):
    known = {"c01": UnitRow("c01", "测试县人民政府办公室", "县政府办", "county", "county_body")}

    assert check_unit_list(units_file(TOWN), Known(known)).ok


def test_a_closed_parent_takes_no_children(units_file):
    known = Known(closed_units=frozenset({"c01"}))

    checked = check_unit_list(units_file(TOWN), known)

    assert found(checked) == [(2, "parent_code", "parent_closed")]


def test_units_under_a_closed_parent_may_stay_where_they_are(units_file):
    town = UnitRow("t01", "测试县园林镇", "园林镇", "township", "township", "c01")
    known = Known({"t01": town}, closed_units=frozenset({"c01"}))

    assert check_unit_list(units_file(CITY, COUNTY, TOWN), known).ok


def test_a_ring_through_units_already_there_is_found(units_file):
    known = {
        "cd001": UnitRow("cd001", "市委办公室", "市委办", "city", "city_body"),
        "c01": UnitRow("c01", "县政府办公室", "县政府办", "county", "county_body", "cd001"),
        "c02": UnitRow("c02", "县委办公室", "县委办", "county", "county_body", "c01"),
    }

    checked = check_unit_list(units_file(row(COUNTY, parent_code="c02")), Known(known))

    assert found(checked) == [(2, "parent_code", "cycle")]


def test_a_unit_cannot_sink_below_a_child_the_list_does_not_name(units_file):
    known = {
        "cd001": UnitRow("cd001", "市委办公室", "市委办", "city", "city_body"),
        "x01": UnitRow("x01", "供电公司", "供电公司", "city", "enterprise", "cd001"),
        "x02": UnitRow("x02", "供电分公司", "供电分公司", "city", "enterprise", "x01"),
    }
    sunk = ("x01", "供电公司", "供电公司", "county", "enterprise", "cd001", "")

    checked = check_unit_list(units_file(sunk), Known(known))

    assert found(checked) == [(2, "level", "child_above")]


def test_errors_have_one_form_for_commands_and_the_api(units_file):
    checked = check_unit_list(units_file(CITY, row(COUNTY, parent_code="nowhere")))

    assert checked.errors[0].as_json() == {
        "row": 3,
        "column": "parent_code",
        "value": "nowhere",
        "code": "parent_missing",
        "message": "上级代码“nowhere”不在清单中，也不在平台上。请补上这个上级或改正代码。",
    }


def test_after_a_thousand_errors_the_rest_are_counted(units_file):
    checked = check_unit_list(units_file(*(row(CITY, code="X") for _ in range(1200))))

    assert len(checked.errors) == 1000
    assert checked.left_out == 1399
