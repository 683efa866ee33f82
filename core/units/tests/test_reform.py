"""A reform is rehearsed, carried out as one act on its day, and kept."""

from datetime import date, timedelta

import pytest

from core.context import open_city
from core.errors import NotFound
from core.units.errors import (
    ReformNotPossible,
    ReformNotRehearsed,
    ReformOver,
    ReformTooEarly,
    ReformUnusable,
)
from core.units.kinds import ReformState, State
from core.units.listing import OrganRow, UnitRow
from core.units.models import NumberCode, Organ, Reform, Unit
from core.units.reform import (
    Abolish,
    Effect,
    Merge,
    Move,
    Part,
    Rename,
    Split,
    cancel_reform,
    carry_out_reform,
    plan_reform,
    rehearse_reform,
)
from core.units.selectors.known import known_lists
from core.units.selectors.names import name_on, unit_name_on
from core.units.selectors.organs import organ_of_code

VILLAGES = (
    UnitRow("v1", "园林镇东村", "东村", "village", "village", "parks"),
    UnitRow("v2", "园林镇西村", "西村", "village", "village", "parks"),
)
ORGANS = (
    OrganRow("pp", "中共测试县园林镇委员会", "parks", "party_committee", "cp"),
    OrganRow("pg", "测试县园林镇人民政府", "parks", "government", "cg", number_codes=("园政发",)),
    OrganRow("tp", "中共测试县税务镇委员会", "taxes", "party_committee", "cp"),
    OrganRow("tg", "测试县税务镇人民政府", "taxes", "government", "cg"),
    OrganRow("cp", "中共测试县委", "county", "party_committee"),
    OrganRow("cg", "测试县人民政府", "county", "government"),
    OrganRow("v1", "园林镇东村村民委员会", "v1", "self_governing", "", ("pg",)),
)


@pytest.fixture
def county(city_db, imported):
    """Two townships with their organs, and two villages under Parks."""
    imported(VILLAGES, ORGANS)


@pytest.fixture(scope="module")
def unchanged_county(city_of):
    """The same, for tests after which nothing has changed."""
    with city_of(VILLAGES, ORGANS):
        yield


@pytest.fixture
def plan(clerk, at):
    """Plans a reform of the given acts, wherever the test works."""
    return lambda *acts, on=date(2021, 3, 1): plan_reform(
        title="测试改革", acts=acts, effective_on=on, by=clerk, at=at, basis="测编发〔2021〕1号"
    )


@pytest.fixture
def planned(county, plan):
    """Plans a reform in a county of its own."""
    return plan


@pytest.fixture
def rehearsed(planned, clerk, at):
    """Plans and rehearses: the reform and what would happen."""

    def run(*acts):
        reform = planned(*acts)
        return reform, rehearse_reform(reform_id=reform.id, by=clerk, at=at)

    return run


@pytest.fixture
def done(rehearsed, clerk, at):
    """Plans, rehearses and carries out."""

    def run(*acts):
        reform, rehearsal = rehearsed(*acts)
        outcome = carry_out_reform(reform_id=reform.id, by=clerk, at=at)
        assert outcome.rehearsal == rehearsal
        return outcome

    return run


def in_city(question):
    with open_city():
        return question()


def directory():
    return in_city(known_lists)


def effects(rehearsal):
    return [(e.what, e.code, e.act, e.old, e.new) for e in rehearsal.effects]


def problems(rehearsal):
    return [(problem.step, problem.code) for problem in rehearsal.problems]


# -- the life of a reform ------------------------------------------------------


def test_a_rehearsal_changes_nothing_but_says_everything(rehearsed):
    before = directory()

    reform, rehearsal = rehearsed(Rename("v2", "园林镇南村", "南村"))

    assert effects(rehearsal) == [
        ("unit", "v2", "renamed", "园林镇西村", "园林镇南村"),
        ("organ", "v2", "renamed", "园林镇西村", "园林镇南村"),
    ]
    assert directory() == before
    with open_city():
        kept = Reform.objects.get(id=reform.id)
        assert kept.state == ReformState.REHEARSED
        assert kept.rehearsal == rehearsal.as_json()


def test_what_was_rehearsed_is_what_happens(done):
    outcome = done(Rename("v2", "园林镇南村", "南村"))

    assert outcome.rehearsal.effects[0] == Effect(
        1, "unit", "v2", "renamed", "园林镇西村", "园林镇南村"
    )
    with open_city():
        village, organ = Unit.objects.get(code="v2"), organ_of_code("v2")
        assert (village.name, village.short_name, organ.short_name) == (
            "园林镇南村",
            "南村",
            "南村",
        )
        assert unit_name_on(village, date(2021, 2, 28)) == "园林镇西村"
        assert name_on(organ, date(2021, 2, 28)) == "园林镇西村"
        reform = Reform.objects.get()
        assert (reform.state, reform.ended_by) == (ReformState.DONE, "甲（演示）")
        assert reform.outcome == outcome.rehearsal.as_json()


def test_nothing_is_carried_out_without_a_rehearsal(planned, clerk, at):
    reform = planned(Rename("v2", "园林镇南村", "南村"))

    with pytest.raises(ReformNotRehearsed):
        carry_out_reform(reform_id=reform.id, by=clerk, at=at)

    assert directory().units["v2"].name == "园林镇西村"


def test_a_change_after_the_rehearsal_asks_for_another(rehearsed, imported, clerk, at):
    reform, _ = rehearsed(Abolish("v2"))
    imported((UnitRow("v2", "园林镇北村", "北村", "village", "village", "parks"),))

    with pytest.raises(ReformNotRehearsed):
        carry_out_reform(reform_id=reform.id, by=clerk, at=at)

    assert "v2" in directory().units


def test_a_reform_with_problems_changes_nothing(rehearsed, clerk, at):
    reform, rehearsal = rehearsed(Rename("v2", "园林镇南村", "南村"), Abolish("parks"))
    before = directory()

    assert problems(rehearsal)[0] == (2, "children_left")
    with pytest.raises(ReformNotPossible, match="还有 2 个下级单位没有去处"):
        carry_out_reform(reform_id=reform.id, by=clerk, at=at)

    assert directory() == before


def test_a_reform_waits_for_its_day(planned, clerk, at):
    reform = planned(Abolish("v2"), on=date(2021, 3, 2))
    rehearse_reform(reform_id=reform.id, by=clerk, at=at)

    with pytest.raises(ReformTooEarly):
        carry_out_reform(reform_id=reform.id, by=clerk, at=at)
    carry_out_reform(reform_id=reform.id, by=clerk, at=at + timedelta(days=1))

    assert "v2" in directory().closed_units


def test_a_reform_is_carried_out_once(rehearsed, clerk, at):
    reform, _ = rehearsed(Abolish("v2"))
    carry_out_reform(reform_id=reform.id, by=clerk, at=at)

    for act in (carry_out_reform, rehearse_reform):
        with pytest.raises(ReformOver, match="已实施"):
            act(reform_id=reform.id, by=clerk, at=at)


def test_a_cancelled_reform_is_kept_and_over(rehearsed, clerk, at):
    reform, _ = rehearsed(Abolish("v2"))

    cancel_reform(reform_id=reform.id, reason="另行研究", by=clerk, at=at)

    with pytest.raises(ReformOver, match="已取消"):
        carry_out_reform(reform_id=reform.id, by=clerk, at=at)
    with open_city():
        assert Reform.objects.get().cancel_reason == "另行研究"


def test_a_reform_needs_an_act_on_a_unit_that_is_there(planned):
    with pytest.raises(ReformUnusable):
        planned()
    with pytest.raises(NotFound):
        planned(Abolish("nowhere"))

    assert in_city(Reform.objects.count) == 0


# -- the acts ------------------------------------------------------------------


def test_organs_of_other_names_are_renamed_by_name(done):
    outcome = done(
        Rename(
            "parks", "测试县花园镇", "花园镇", {"pg": ("测试县花园镇人民政府", "花园镇人民政府")}
        )
    )

    assert ("number_code", "园政发", "kept", "pg", "") in effects(outcome.rehearsal)
    known = directory()
    assert known.organs["pg"].name == "测试县花园镇人民政府"
    assert known.organs["pp"].name == "中共测试县园林镇委员会"


def test_a_unit_moves_and_its_organ_gets_another_superior(done):
    done(Move("parks", "city", {"pg": "cp", "pp": ""}))

    known = directory()
    assert known.units["parks"].parent_code == "city"
    assert known.units["v1"].parent_code == "parks"
    assert (known.organs["pg"].superior_code, known.organs["pp"].superior_code) == ("cp", "")


@pytest.mark.parametrize(
    ("act", "found"),
    [
        (Move("county", "parks"), "cycle"),
        (Move("parks", "parks"), "cycle"),
        (Move("parks", "v1"), "cycle"),
        (Move("taxes", "v1"), "level_below"),
        (Move("parks", "nowhere"), "unit_missing"),
        (Move("parks", "city", {"tg": "cg"}), "organ_elsewhere"),
        (Move("parks", "city", {"pg": "none"}), "organ_missing"),
        (Move("county", "city", {"cg": "pg"}), "cycle"),
        (Merge("county", "parks"), "same_unit"),
        (Merge("parks", "parks"), "same_unit"),
        (Rename("parks", "", "镇"), "name_unusable"),
        (Rename("parks", "测试县花园镇", "镇" * 51), "name_unusable"),
        (Rename("parks", "测试县花园镇", "镇", {"tg": ("甲", "甲")}), "organ_elsewhere"),
        (Split("parks", (Part("Bad", "新镇", "新镇"),)), "code_unusable"),
        (Split("parks", (Part("taxes", "新镇", "新镇"),)), "code_unusable"),
        (Split("parks", (Part("n1", "新镇", "新镇", organs=("tg",)),)), "organ_elsewhere"),
        (Split("parks", (Part("n1", "新镇", "新镇", children=("taxes",)),)), "child_elsewhere"),
        (Split("parks", (Part("n1", "新镇", "新镇"),), ends=True), "children_left"),
        (Abolish("parks", "nowhere"), "unit_missing"),
        (Abolish("county"), "subordinates_left"),
    ],
)
def test_what_cannot_be_is_told_by_the_rehearsal(unchanged_county, plan, clerk, at, act, found):
    before = directory()

    rehearsal = rehearse_reform(reform_id=plan(act).id, by=clerk, at=at)

    assert found in [code for _, code in problems(rehearsal)]
    assert directory() == before


def test_a_merged_unit_leaves_children_and_villages_to_its_heir(done):
    outcome = done(Merge("parks", "taxes"))

    assert [unit.code for unit in outcome.closed] == ["parks"]
    known = directory()
    assert known.closed_units == {"parks"}
    assert known.closed_organs >= {"pp", "pg"}
    assert (known.units["v1"].parent_code, known.units["v2"].parent_code) == ("taxes", "taxes")
    assert known.organs["v1"].guide_codes == ("tg",)
    with open_city():
        assert NumberCode.objects.get(text="园政发").active_to == 2021
        events = Unit.objects.get(code="parks").events
        assert [(event.kind, event.reason) for event in events.all()] == [
            ("closed", "测试改革"),
            ("activated", ""),  # by the clock of today, not of the story
        ]


def test_merged_organs_may_go_on_in_the_other_unit(done):
    outcome = done(Merge("parks", "taxes", keep_organs=True))

    known = directory()
    assert {known.organs[code].unit_code for code in ("pp", "pg", "tp", "tg")} == {"taxes"}
    assert known.organs["v1"].guide_codes == ("pg",)
    assert ("number_code", "园政发", "kept", "pg", "") in effects(outcome.rehearsal)


def test_a_part_takes_its_organs_and_children_along(done):
    part = Part("n1", "测试县新林镇", "新林镇", organs=("pp",), children=("v1",))

    outcome = done(Split("parks", (part,)))

    assert [(unit.code, unit.name) for unit in outcome.created] == [("n1", "测试县新林镇")]
    known = directory()
    assert known.organs["pp"].unit_code == "n1"
    assert (known.units["v1"].parent_code, known.units["v2"].parent_code) == ("n1", "parks")
    assert known.units["n1"].parent_code == "county"
    with open_city():
        new = Unit.objects.get(code="n1")
        assert (new.state, new.level, new.kind) == (State.PENDING, "township", "township")
        assert [event.kind for event in new.events.all()] == ["listed"]


def test_a_part_without_organs_becomes_one(done):
    done(Split("parks", (Part("n1", "测试县新林镇", "新林镇"),)))

    organ = directory().organs["n1"]
    assert (organ.name, organ.kind, organ.superior_code) == ("测试县新林镇", "government", "cp")


def test_a_unit_may_be_split_up_altogether(done):
    parts = (
        Part("n1", "测试县东林镇", "东林镇", organs=("pp",), children=("v1",)),
        Part("n2", "测试县西林镇", "西林镇", organs=("pg",), children=("v2",)),
    )

    outcome = done(Split("parks", parts, ends=True))

    assert [unit.code for unit in outcome.created] == ["n1", "n2"]
    assert [unit.code for unit in outcome.closed] == ["parks"]


def test_an_abolished_units_children_go_where_it_is_said(done):
    done(Abolish("parks", "taxes"))

    known = directory()
    assert known.closed_units == {"parks"}
    assert known.units["v1"].parent_code == "taxes"
    assert known.organs["v1"].guide_codes == ("tg",)


def test_steps_build_on_one_another(done):
    outcome = done(Merge("parks", "taxes"), Rename("taxes", "测试县新城镇", "新城镇"))

    assert [effect.step for effect in outcome.rehearsal.effects][-1] == 2
    assert directory().units["taxes"].name == "测试县新城镇"


def test_an_import_after_a_reform_opens_nothing_again(done, imported):
    done(Merge("parks", "taxes"))
    before = directory()
    town = UnitRow("parks", "测试县园林镇", "园林镇", "township", "township", "county")

    plan = imported((town,), ORGANS[:2])

    assert plan.units.is_empty
    assert directory() == before
    with open_city():
        assert Organ.objects.get(code="pg").closed_on == date(2021, 3, 1)
