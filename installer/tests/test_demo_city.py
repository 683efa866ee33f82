"""The demonstration shows the real city with people who do not exist."""

import pytest
from django.utils import timezone

from core.context import open_city
from core.identity.models import Account
from core.identity.models.account import CityRoleAssignment
from core.units.kinds import Kind
from installer.demo.build import build, holds_a_real_city
from installer.demo.errors import NotADemonstration
from installer.demo.models import DemoStep
from installer.demo.names import MARK, people_of
from installer.demo.slice import DEFAULT_SIZE, choose
from installer.demo.units import listed_units


def test_the_default_slice_shows_every_kind_of_unit():
    chosen = choose(listed_units())

    assert len(chosen) == DEFAULT_SIZE
    assert {unit.kind for unit in chosen} == set(Kind.values)


def test_a_slice_holds_the_parent_of_each_of_its_units():
    chosen = choose(listed_units(), 25)

    codes = {unit.code for unit in chosen}
    assert {unit.parent_code for unit in chosen} - {""} <= codes


def test_all_means_all():
    assert len(choose(listed_units(), None)) == 3606


def test_the_town_of_the_article_comes_with_all_its_villages():
    villages = [u.code for u in choose(listed_units()) if u.parent_code == "t0725120"]

    assert len(villages) == 12


@pytest.mark.parametrize("kind", Kind.values)
def test_every_unit_has_an_administrator_and_a_head(kind):
    first, second = people_of(7, kind)[:2]

    assert ("unit_admin" in first.roles, "head" in second.roles) == (True, True)


def test_made_up_people_are_marked_and_the_same_each_time():
    people = people_of(3, "township")

    assert people == people_of(3, "township")
    assert all(person.title.endswith(MARK) for person in people)
    assert all(set(person.name) & set("甲乙丙丁戊己庚辛壬癸") for person in people)


def test_a_city_that_works_gets_no_made_up_people(cast):
    with pytest.raises(NotADemonstration):
        build(20, "Demo-0000-0000", lambda *_: None)

    with open_city():
        assert not Account.objects.filter(mobile__startswith="100").exists()
        assert not CityRoleAssignment.objects.exists()


def test_a_demonstration_that_was_interrupted_may_go_on(cast):
    with open_city():
        DemoStep.objects.create(name="begun", done_at=timezone.now())

    assert not holds_a_real_city()
