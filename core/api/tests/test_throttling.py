"""A minute's share: by person, by token and by unit."""

from django.test import override_settings

from installer.testing.people import browser_of
from installer.testing.programs import program_of

PEOPLE = "/api/v1/u/parks/people/"


def statuses(ask, count):
    return [ask(PEOPLE).status_code for _ in range(count)]


@override_settings(API_PER_PERSON=3, API_PER_UNIT=1000)
def test_each_person_and_each_token_has_a_share(alice, bob):
    assert statuses(browser_of(bob).get, 4) == [200, 200, 200, 429]
    assert statuses(program_of(bob).get, 4) == [200, 200, 200, 429]
    assert statuses(browser_of(alice).get, 1) == [200]


@override_settings(API_PER_PERSON=1000, API_PER_UNIT=3)
def test_a_unit_has_a_share_and_takes_none_of_anothers(alice, bob, charlie):
    statuses(browser_of(bob).get, 3)

    refused = browser_of(alice).get(PEOPLE)

    assert (refused.status_code, refused.json()["code"]) == (429, "throttled")
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert browser_of(charlie).get("/api/v1/u/taxes/people/").status_code == 200
