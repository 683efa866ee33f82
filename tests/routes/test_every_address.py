"""Every address refuses by default: strangers, other units' people, people without the permission.

The addresses are read from the URL tables, so that a new one is tested the day it is added.
"""

import pytest
from django.test import Client

from core.web.access import Kind
from installer.testing.people import browser_of
from tests.routes.addresses import addresses

CITY = addresses("core.settings.urls", "/")
UNIT = addresses("core.settings.unit_urls", "/u/parks/")
UNIT_API = addresses("core.settings.unit_api_urls", "/api/v1/u/parks/")
METHODS = ("get", "post")


def _closed(found):
    return [address for address in found if address.rule and address.rule.kind is not Kind.PUBLIC]


def test_there_are_addresses_to_speak_of():
    assert len(CITY) > 5
    assert len(UNIT) > 5


@pytest.mark.parametrize("address", [*CITY, *UNIT, *UNIT_API], ids=str)
def test_every_view_says_who_may_use_it(address):
    assert address.rule is not None


def test_a_stranger_reaches_no_closed_page(parks):
    browser = Client()

    for address in _closed([*CITY, *UNIT, *UNIT_API]):
        for method in METHODS:
            answer = getattr(browser, method)(address.path)
            for_programs = address.path.startswith(("/api/v1/", "/api/schema/"))
            wanted = {401} if for_programs else {302, 405}
            assert (str(address), method, answer.status_code in wanted) == (
                str(address),
                method,
                True,
            ), answer.status_code


def test_people_of_another_unit_find_nothing(charlie):
    browser = browser_of(charlie)

    for address in [*UNIT, *UNIT_API]:
        for method in METHODS:
            answer = getattr(browser, method)(address.path)
            assert (str(address), method, answer.status_code) == (str(address), method, 404)


def test_their_own_unit_is_there_for_them(charlie):
    """The other side of the test above: the 404 was not for lack of a page."""
    assert browser_of(charlie).get("/u/taxes/people/").status_code == 200


def test_without_the_permission_a_page_is_refused(bob):
    """Bob holds the permissions of staff; whatever asks for another one must say no."""
    browser = browser_of(bob)

    for address in UNIT:
        rule = address.rule
        if rule is None or rule.kind is not Kind.UNIT or bob.may(rule.permission):
            continue
        if "/m/" in address.path and address.path.split("/")[4] not in bob.unit.modules:
            continue
        answer = browser.get(address.path)
        assert (str(address), answer.status_code) in {(str(address), 403), (str(address), 405)}
