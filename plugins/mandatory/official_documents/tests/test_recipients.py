"""Units are picked, organs receive: the one of the issuer's own line, once for each unit."""

import pytest

from core.context import open_city, open_unit
from core.errors import DomainError
from core.units.models import CollectiveName, Organ
from plugins.mandatory.official_documents.selectors.recipients import (
    organ_ids_of,
    picks_with_titles,
    resolved_picks,
)


@pytest.fixture
def issuer(organs):
    """The county's government."""
    with open_city():
        return Organ.objects.get(pk=organs.county)


@pytest.fixture
def party(cast, organs):
    """The county's party committee."""
    with open_city():
        return Organ.objects.create(
            code="xw",
            name="中共测试县委员会",
            short_name="县委",
            kind="party_committee",
            level="county",
            unit_id=cast.county.id,
        )


def _organs(cast, values, issuer):
    with open_unit(cast.county):
        return set(organ_ids_of(resolved_picks(values, issuer=issuer)))


def test_a_government_writes_to_governments_and_a_committee_to_committees(
    cast, organs, issuer, party
):
    assert _organs(cast, ["unit:parks"], issuer) == {organs.parks}
    assert _organs(cast, ["unit:parks"], party) == {organs.parks_party}


def test_a_unit_without_an_organ_of_the_line_answers_with_its_first(cast, organs, party):
    assert _organs(cast, ["unit:taxes"], party) == {organs.taxes}


def test_a_branch_means_the_unit_and_all_below_but_its_exceptions(cast, organs, issuer):
    below = {organs.county, organs.parks, organs.taxes}

    assert _organs(cast, ["under:county"], issuer) == below
    assert _organs(cast, ["under:county", "except:taxes"], issuer) == below - {organs.taxes}


def test_a_collective_name_means_each_unit_once(cast, organs, issuer):
    with open_city():
        CollectiveName.objects.create(text="各测试乡镇", rule={"level": "township"})

    assert _organs(cast, ["group:各测试乡镇"], issuer) == {organs.parks, organs.taxes}
    with open_unit(cast.county):
        (pick,) = picks_with_titles(["group:各测试乡镇"], issuer=issuer)
    assert pick == ("group:各测试乡镇", "各测试乡镇")


def test_whoever_is_picked_twice_receives_once(cast, organs, issuer):
    picks = ["unit:parks", "under:county", "unit:parks"]

    with open_unit(cast.county):
        ids = organ_ids_of(resolved_picks(picks, issuer=issuer))
    assert len(ids) == len(set(ids)) == 3


@pytest.mark.parametrize("value", ["unit:", "unit", "group:没有", "unit:nowhere", "x:parks", ""])
def test_what_no_picker_posts_is_refused(cast, issuer, value):
    with open_unit(cast.county), pytest.raises(DomainError):
        resolved_picks([value], issuer=issuer)
