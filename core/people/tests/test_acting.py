"""In which post, or in whose place, somebody acts: chosen, shown, recorded, over in time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.context import open_unit
from core.people.acting import COOKIE, chosen_guise, guises_of
from core.people.models import Job, Substitution
from core.people.services.jobs import JobFacts, appoint
from core.people.services.substitutes import StandIn, end_substitution, name_substitute
from installer.testing.people import browser_of

PAGE = "/u/parks/people/as/"
TODAY = timezone.localdate()


@pytest.fixture
def stand_in(parks, alice, bob):
    """Bob acts for Alice today and tomorrow."""
    with open_unit(parks):
        return name_substitute(
            stand_in=StandIn(alice.member_id, bob.member_id, TODAY + timedelta(days=2)),
            on=TODAY,
            by=alice,
            at=timezone.now(),
        )


def as_chosen(parks, person, choice, on=TODAY):
    with open_unit(parks):
        return chosen_guise(person, choice, on=on)


def test_a_substitute_may_what_the_absent_one_may_but_not_administer(parks, alice, bob, stand_in):
    acting = as_chosen(parks, bob, f"place:{stand_in.pk}")

    assert acting.permissions == bob.permissions | alice.permissions - {
        "unit.manage", "people.manage", "modules.manage",
    }  # fmt: skip
    assert (acting.name, acting.acting_for, acting.signature) == (
        "Bob", "Alice　主任", "Bob（代Alice）",
    )  # fmt: skip
    assert acting.represents == {alice.member_id, bob.member_id}


@pytest.mark.parametrize("days", [-1, 2])
def test_before_and_after_the_stated_days_he_is_himself(parks, bob, stand_in, days):
    choice = f"place:{stand_in.pk}"

    assert as_chosen(parks, bob, choice, on=TODAY + timedelta(days=days)) == bob


def test_a_place_that_was_given_to_another_one_is_nobodys_choice(parks, alice, bob, stand_in):
    for choice in (f"place:{stand_in.pk}", f"job:{stand_in.pk}", "place:x", "x", ""):
        assert as_chosen(parks, alice, choice) == alice


def test_one_acts_in_either_of_ones_own_posts(parks, alice, bob):
    with open_unit(parks):
        second = appoint(
            member_id=bob.member_id, facts=JobFacts("秘书"), on=TODAY, by=alice, at=timezone.now()
        )
        titles = [guise.title for guise in guises_of(bob, on=TODAY)]

    assert titles == ["科员", "秘书"]
    assert as_chosen(parks, bob, f"job:{second.pk}").title == "秘书"
    assert as_chosen(parks, alice, f"job:{second.pk}").title == "主任"


def test_the_choice_is_kept_for_this_unit_and_shown_on_every_page(parks, alice, bob, stand_in):
    browser = browser_of(bob)

    answer = browser.post(PAGE, {"choice": f"place:{stand_in.pk}"})
    page = browser.get("/u/parks/people/").content.decode()

    assert answer.cookies[COOKIE]["path"] == "/u/parks/"
    assert answer.cookies[COOKIE]["httponly"]
    assert "您正在代“Alice　主任”行使职责" in page
    assert browser.get("/u/parks/people/add/").status_code == 403
    with open_unit(parks):
        end_substitution(substitution_id=stand_in.pk, on=TODAY, by=alice, at=timezone.now())
    assert "行使职责" not in browser.get("/u/parks/people/").content.decode()


def test_what_is_not_ones_own_cannot_be_chosen(parks, alice, bob, stand_in):
    with open_unit(parks):
        job = Job.objects.get(member=bob.member_id)
        assert Substitution.objects.count() == 1

    for choice in (f"place:{stand_in.pk}", f"job:{job.pk}"):
        assert browser_of(alice).post(PAGE, {"choice": choice}).status_code == 404
