"""A list of organs is checked against the units and organs that are there."""

import io

import pytest

from core.units.listing import Known, OrganRow, check_organ_list, check_unit_list

UNITS = {"cd001", "c01"}
PARTY = ("cdp", "中共测试市委", "cd001", "party_committee", "", "", "测发")
OFFICE = ("cdpo", "中共测试市委办公室", "cd001", "party_office", "cdp", "", "测办发 测办函")
BUREAU = ("c01", "测试县教育局", "c01", "government_department", "cdp", "cdpo", "")


def row(base, **changes):
    columns = (
        "code",
        "name",
        "unit_code",
        "kind",
        "superior_code",
        "guide_code",
        "number_codes",
    )
    return tuple(changes.get(column, value) for column, value in zip(columns, base, strict=True))


def found(checked):
    return [(error.row, error.column, error.code) for error in checked.errors]


def test_the_real_list_is_usable(city_list, city_organs):
    units = {unit.code for unit in check_unit_list(city_list).rows}

    checked = check_organ_list(city_organs, units)

    assert found(checked) == []
    assert len(checked.rows) == 3830
    assert checked.rows[1].number_codes == ("常办发", "常办函")


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"code": "C01"}, ("code", "code_uppercase")),
        ({"name": ""}, ("name", "name_empty")),
        ({"kind": "bureau"}, ("kind", "kind_unknown")),
        ({"unit_code": "c99"}, ("unit_code", "unit_missing")),
        ({"unit_code": ""}, ("unit_code", "unit_empty")),
        ({"superior_code": "c99"}, ("superior_code", "organ_missing")),
        ({"superior_code": "c01"}, ("superior_code", "cycle")),
        ({"guide_code": "cdpo c99"}, ("guide_code", "organ_missing")),
        ({"guide_code": "c01"}, ("guide_code", "guide_self")),
        ({"guide_code": "cdpo cdpo"}, ("guide_code", "guide_twice")),
        ({"number_codes": "X发"}, ("number_codes", "number_code_form")),
        ({"number_codes": "测发"}, ("number_codes", "number_code_twice")),
        ({"number_codes": "县发 县发"}, ("number_codes", "number_code_twice")),
    ],
)
def test_each_wrong_cell_is_named(organs_file, changes, error):
    checked = check_organ_list(organs_file(PARTY, OFFICE, row(BUREAU, **changes)), UNITS)

    assert found(checked) == [(4, *error)]


def test_a_number_code_of_another_organ_on_the_platform_is_refused(organs_file):
    known = {"old": OrganRow("old", "旧机关", "c01", "party_office", number_codes=("测办发",))}

    checked = check_organ_list(organs_file(PARTY, OFFICE), UNITS, Known(organs=known))

    assert found(checked) == [(3, "number_codes", "number_code_twice")]
    assert "旧机关" in checked.errors[0].message


def test_a_list_may_hand_a_number_code_from_one_organ_to_another(organs_file):
    known = {"cdpo": OrganRow("cdpo", "办公室", "cd001", "party_office", number_codes=("测发",))}

    assert check_organ_list(organs_file(PARTY, OFFICE), UNITS, Known(organs=known)).ok


def test_a_closed_unit_gets_no_new_organ(organs_file):
    known = Known(closed_units=frozenset({"c01"}))

    checked = check_organ_list(organs_file(PARTY, OFFICE, BUREAU), {"cd001", "c01"}, known)

    assert found(checked) == [(4, "unit_code", "unit_closed")]


def test_a_ring_of_superiors_is_told(organs_file):
    checked = check_organ_list(organs_file(row(PARTY, superior_code="cdpo"), OFFICE), UNITS)

    assert found(checked) == [(2, "superior_code", "cycle")]


def test_organs_outside_the_platform_say_so():
    text = (
        "code,name,unit_code,kind,superior_code,guide_code,number_codes,external,dual_led\n"
        "prov,某省人民政府,,government,,,,是,\n"
        "army,某军区,cd001,vertical_unit,,,,是,否\n"
        "else,某机关,,government,,,,也许,\n"
    )

    checked = check_organ_list(io.BytesIO(text.encode()), UNITS)

    assert found(checked) == [
        (3, "unit_code", "unit_not_wanted"),
        (4, "external", "yes_no"),
        (4, "unit_code", "unit_empty"),
    ]
    assert checked.rows[0].external
    assert checked.rows[1].dual_led is False
    assert checked.rows[2].dual_led is None
