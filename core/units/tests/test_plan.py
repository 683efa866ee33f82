"""Before a list changes anything, the plan says what it would change. No database here."""

from dataclasses import replace

from core.units.listing import Change, Known, OrganRow, UnitRow, make_plan
from core.units.listing.usual import completed, usual_dual_led

CITY = UnitRow("cd001", "中共测试市委办公室", "市委办", "city", "city_body", "", "430700")
COUNTY = UnitRow("c01", "测试县人民政府办公室", "县政府办", "county", "county_body", "cd001")
TOWN = UnitRow("t01", "测试县园林镇", "园林镇", "township", "township", "c01")
VILLAGE = UnitRow("v01", "园林镇东村", "东村", "village", "village", "t01")
UNITS = (CITY, COUNTY, TOWN, VILLAGE)

TOWN_PARTY = OrganRow("t01p", "中共测试县园林镇委员会", "t01", "party_committee")
TOWN_GOVERNMENT = OrganRow("t01g", "测试县园林镇人民政府", "t01", "government", "c01")


def known_after(plan, before=None):
    """The platform after the plan was carried out on ``before``."""
    before = before or Known()
    units = {row.code: row for row in (*before.units.values(), *plan.units.created)}
    units.update({row.code: row for row in plan.units.changed})
    organs = {row.code: row for row in (*before.organs.values(), *plan.organs.created)}
    organs.update({row.code: row for row in plan.organs.changed})
    closed = frozenset(plan.organs.retired)
    return Known(
        units,
        {code: row for code, row in organs.items() if code not in closed},
        frozenset(),
        closed,
    )


def test_on_an_empty_platform_everything_is_created():
    plan = make_plan(UNITS, (), Known())

    assert plan.units.created == UNITS
    assert plan.as_json() == {
        "created": 4,
        "changed": 0,
        "unchanged": 0,
        "untouched": 0,
        "changes": [],
        "organs": {"created": 4, "changed": 0, "unchanged": 0, "retired": 0, "changes": []},
    }


def test_the_same_list_again_changes_nothing():
    known = known_after(make_plan(UNITS, (TOWN_PARTY, TOWN_GOVERNMENT), Known()))

    plan = make_plan(UNITS, (TOWN_PARTY, TOWN_GOVERNMENT), known)

    assert plan.is_empty
    assert plan.units.unchanged == ("cd001", "c01", "t01", "v01")


def test_the_order_of_the_list_does_not_matter():
    known = known_after(make_plan(UNITS, (), Known()))

    assert make_plan(tuple(reversed(UNITS)), (), known).is_empty


def test_a_changed_name_and_parent_are_shown_column_by_column():
    known = known_after(make_plan(UNITS, (), Known()))
    changed = replace(TOWN, name="测试县花园镇", parent_code="cd001", row=4)

    plan = make_plan((CITY, COUNTY, changed, VILLAGE), (), known)

    assert plan.units.changes == (
        Change("t01", "name", "测试县园林镇", "测试县花园镇"),
        Change("t01", "parent_code", "c01", "cd001"),
    )
    assert plan.units.changed == (changed,)
    assert plan.units.unchanged == ("cd001", "c01", "v01")


def test_a_unit_that_the_list_does_not_name_stays():
    known = known_after(make_plan(UNITS, (), Known()))

    plan = make_plan((CITY, COUNTY), (), known)

    assert plan.is_empty
    assert plan.units.untouched == ("t01", "v01")


def test_a_closed_unit_is_not_opened_by_a_list():
    known = known_after(make_plan((CITY, COUNTY), (), Known()))
    known = replace(known, closed_units=frozenset({"t01"}))

    plan = make_plan((CITY, COUNTY, TOWN), (), known)

    assert plan.is_empty
    assert plan.units.untouched == ("t01",)


def test_a_unit_without_organs_is_an_organ_itself():
    organs = {row.code: row for row in completed((), {row.code: row for row in UNITS}, {})}

    assert [(o.code, o.name, o.kind, o.superior_code, o.derived) for o in organs.values()] == [
        ("cd001", "中共测试市委办公室", "party_office", "", True),
        ("c01", "测试县人民政府办公室", "government_office", "cd001", True),
        ("t01", "测试县园林镇", "government", "c01", True),
        ("v01", "园林镇东村", "self_governing", "", True),
    ]
    assert organs["v01"].guide_codes == ("t01",)


def test_listed_organs_take_the_place_of_the_units_own():
    known = known_after(make_plan(UNITS, (), Known()))

    plan = make_plan(UNITS, (TOWN_PARTY, TOWN_GOVERNMENT), known)

    assert [row.code for row in plan.organs.created] == ["t01p", "t01g"]
    assert plan.organs.retired == ("t01",)
    # The village is guided by the township's government from now on.
    assert plan.organs.changes == (Change("v01", "guide_codes", "t01", "t01g"),)


def test_an_own_organ_follows_its_unit():
    known = known_after(make_plan(UNITS, (), Known()))

    plan = make_plan((CITY, COUNTY, TOWN, replace(VILLAGE, name="园林镇西村")), (), known)

    assert plan.organs.changes == (Change("v01", "name", "园林镇东村", "园林镇西村"),)


def test_short_names_are_the_usual_ones_where_the_list_gives_none():
    rows = (
        TOWN_PARTY,
        TOWN_GOVERNMENT,
        OrganRow("c01p", "中共测试县委", "c02", "party_committee"),
        OrganRow("c01po", "中共测试县委办公室", "c02", "party_office"),
        OrganRow("z01g", "测试区管理委员会", "z01", "government"),
        OrganRow("z01p", "中共测试区工作委员会", "z01", "party_committee"),
        OrganRow("c01", "测试县人民政府办公室", "c01", "government_office", short_name="县府办"),
    )
    units = {row.code: row for row in UNITS} | {
        "c02": UnitRow("c02", "中共测试县委办公室", "县委办", "county", "county_body", "cd001"),
        "z01": UnitRow("z01", "测试区党工委管委会", "测试区", "county", "zone_committee", "cd001"),
    }

    shorts = {row.code: row.short_name for row in completed(rows, units, {})}

    assert shorts == {
        "t01p": "园林镇党委",
        "t01g": "园林镇人民政府",
        "c01p": "测试县委",
        "c01po": "县委办",
        "z01g": "测试区管委会",
        "z01p": "测试区党工委",
        "c01": "县府办",
        "cd001": "市委办",
        "v01": "东村",
    }


def test_discipline_police_and_audit_are_led_twice_if_both_leaders_are_there():
    police = OrganRow("c07", "测试县公安局", "c07", "government_department", "c01g", ("cd07",))

    assert usual_dual_led(police)
    assert not usual_dual_led(replace(police, guide_codes=()))
    assert not usual_dual_led(replace(police, name="测试县教育局"))


def test_a_plan_belongs_to_the_state_it_was_made_for():
    before = Known({"cd001": CITY})

    plan = make_plan((CITY,), (), before)

    assert plan.basis == before.fingerprint
    assert plan.basis != Known({"cd001": replace(CITY, name="别的名称")}).fingerprint
    assert plan.basis != Known(closed_units=frozenset({"cd001"})).fingerprint
