"""The tree of units, asked of the real city."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.context import open_city
from core.errors import NotFound
from core.units.kinds import State
from core.units.models import Unit
from core.units.public import (
    children_of,
    found_units,
    path_of,
    short_names_of,
    unit_of_code,
    units_of_area,
    units_tree,
    units_under,
)


@pytest.fixture
def city(whole_city):
    with open_city():
        yield


def test_the_top_of_the_tree_shows_how_much_is_below(city):
    office = next(node for node in children_of(None) if node.code == "cd001")

    assert (office.short_name, office.children, office.below) == ("市委办", 52, 3605)


def test_a_node_opens_to_its_children_in_the_order_of_the_list(city):
    county = unit_of_code("c0725001")

    nodes = children_of(county.id)

    assert [node.short_name for node in nodes[:3]] == ["县人大办", "县政府办", "县政协办"]
    assert nodes[1].below == len(units_tree(nodes[1].id)) - 1 == 514
    assert {node.parent_id for node in nodes} == {county.id}


def test_a_leaf_has_no_children(city):
    assert children_of(unit_of_code("v0725120202").id) == []


def test_the_whole_tree_lists_parents_right_before_their_own(city):
    nodes = units_tree(unit_of_code("t0725120").id)

    assert [(node.depth, node.short_name) for node in nodes[:2]] == [
        (0, "牛车河镇"),
        (1, "柿子坪社区"),
    ]
    assert len(nodes) == 13
    assert len(units_tree()) == 3610


def test_closed_units_leave_the_tree_with_what_is_below_them(city_db, cast):
    with open_city():
        Unit.objects.filter(code="county").update(state=State.CLOSED)

        assert [node.code for node in units_tree()] == ["city"]
        assert [node.children for node in children_of(None)] == [0]


@pytest.mark.parametrize(
    ("code", "size"),
    [("cd001", 3606), ("c0725003", 542), ("z04001", 45), ("t0725120", 13), ("v0725120202", 1)],
)
def test_the_area_of_a_unit_is_its_city_county_zone_township_or_village(city, code, size):
    assert units_of_area(unit_of_code(code).id).count() == size


def test_everything_under_a_unit_includes_itself(city):
    assert units_under(unit_of_code("t0725120").id).count() == 13


def test_the_path_leads_from_the_top(city):
    path = path_of(unit_of_code("v0725120202").id)

    assert [unit.code for unit in path] == [
        "cd001",
        "c0725001",
        "c0725003",
        "t0725120",
        "v0725120202",
    ]


@pytest.mark.parametrize(
    "typed", ["牛车河镇", "nchz", "NCHZ", "t0725120", " 牛车河镇 ", "牛车河镇　"]
)
def test_a_unit_is_found_by_name_initials_or_code(city, typed):
    assert found_units(typed)[0].code == "t0725120"


def test_brackets_of_both_widths_find_the_same(city_db):
    with open_city():
        Unit.objects.create(
            code="x1",
            name="测试（南）局",
            short_name="测试（南）局",
            level="city",
            kind="city_department",
        )

        assert [unit.code for unit in found_units("测试(南)局")] == ["x1"]


@pytest.mark.parametrize("typed", ["", "  ", "%", "_", "没有这个单位", "'; DROP TABLE unit; --"])
def test_what_nobody_is_called_finds_nobody(city, typed):
    assert found_units(typed) == []


def test_a_search_is_one_statement_whatever_it_finds(city):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len(found_units("教育局", limit=5)) == 5

    assert len(queries) == 1


def test_an_unknown_code_is_not_found(city):
    with pytest.raises(NotFound):
        unit_of_code("nowhere")


def test_names_of_many_units_come_at_once(city):
    town = unit_of_code("t0725120")

    assert short_names_of([town.id]) == {town.id: "牛车河镇"}
