"""Every address of every module, with every method, for four people; and with ids of others.

The four: nobody, Charlie of another unit, somebody without any permission, and somebody with
all of the module's. A new address is asked the day it is there; nothing here names one.
"""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.api.operations import WRITES, operation_of
from core.api.schema.problems import refusals
from core.context import open_unit
from core.modules.discovery import registry
from core.people.selectors import member_of
from core.people.services.joining import NewMember
from core.people.services.roles import define_role, grant_role
from core.web.access import Kind
from installer.testing.cast import ref_of
from installer.testing.people import browser_of, hire, person_named
from tenancy.modules import install
from tests.modules.rows import fill
from tests.routes.addresses import _STAND_IN, addresses

PAGES = addresses("core.settings.unit_urls", "/u/parks/")
API = addresses("core.settings.unit_api_urls", "/api/v1/u/parks/")
RANDOM = _STAND_IN["uuid"]
STAND_INS = "|".join(f"/{each}/" for each in _STAND_IN.values())
MESSAGES = "messages"
JSON = {"content_type": "application/json"}
#: What differs from answer to answer, whoever asks: tokens against forgery, nonces, numbers.
_PASSING = re.compile(
    rb'csrfmiddlewaretoken" value="[^"]*"|X-CSRFToken": "[^"]*"|nonce="[^"]*"|"reference": "[^"]*"'
)

every_module = pytest.mark.parametrize("name", registry().names)


def own(table, name):
    return [each for each in table if f"/m/{name}/" in each.path]


def methods(address):
    """The methods that an address knows; a page may know both."""
    view = getattr(address.view, "cls", None)
    if view is None:
        return ("get", "post")
    return tuple(m for m in ("get", *WRITES) if operation_of(getattr(view, m, None)))


def install_whole(unit, name):
    for need in registry()[name].manifest.needs.required():
        install_whole(unit, need.name)
    install(unit, name)


@pytest.fixture
def units(cast, name):
    """Parks and Taxes, both with the module."""
    for code in ("parks", "taxes"):
        install_whole(code, name)
    return ref_of("parks"), ref_of("taxes")


@pytest.fixture
def maxine(units, name):
    """Somebody of Parks who may do all of the module and nothing else."""
    parks, _taxes = units
    hire(parks, NewMember(name="Maxine", mobile="13900000052", title="科长"))
    alice, maxine = person_named("Alice", parks), person_named("Maxine", parks)
    with open_unit(parks):
        codes = registry()[name].manifest.permission_codes
        role = define_role(title="all of it", permissions=codes, by=alice, at=timezone.now())
        grant_role(member=member_of(maxine.member), role=str(role.pk), by=alice, at=timezone.now())
    return person_named("Maxine", parks)


@pytest.fixture
def zoe(units):
    """Somebody of Parks without any role."""
    hire(units[0], NewMember(name="Zoe", mobile="13900000051", title="见习"))
    return person_named("Zoe", units[0])


def ask(browser, method, path):
    return getattr(browser, method)(path, **({} if method == "get" else {"data": {}, **JSON}))


def declared(address, method, who):
    """The statuses with which an address may answer somebody."""
    api, needs = address.path.startswith("/api/"), address.rule.kind is Kind.UNIT
    if who == "nobody":
        return {401} if api else {302}
    if who == "stranger":
        return {404}
    if who == "without" and needs:
        return {403}
    if api:
        shape = operation_of(getattr(address.view.cls, method))
        return {shape.status, *refusals(method, "/api/v1/u/{code}/{id}/")} - {401}
    return {200, 302, 404, 405, 409, 422}


@every_module
def test_each_address_answers_each_person_as_declared(units, maxine, zoe, name):
    browsers = {
        "nobody": Client(),
        "stranger": browser_of(person_named("Charlie", units[1])),
        "without": browser_of(zoe),
        "with": browser_of(maxine),
    }
    for address in own([*PAGES, *API], name):
        for method in methods(address):
            for who, browser in browsers.items():
                status = ask(browser, method, address.path).status_code
                asked = (address.path, method, who, status)
                assert asked[3] in declared(address, method, who), asked


@every_module
def test_ids_of_another_unit_are_answered_like_ids_that_never_were(units, maxine, name):
    """With rows in Taxes that could leak; compared to the byte, but for what always differs."""
    _parks, taxes = units
    charlie = person_named("Charlie", taxes)
    foreign = [*fill(taxes, charlie.member_id, name)[:2], charlie.member_id]
    with_ids = [address for address in own([*PAGES, *API], name) if RANDOM in address.path]
    browser = browser_of(maxine)

    for address in with_ids:
        for method in methods(address):
            unknown = told(browser, method, address.path, RANDOM)
            for key in foreign:
                assert told(browser, method, address.path, str(key)) == unknown, address.path


def told(browser, method, path, key):
    """The answer for one id, without what differs from request to request and the id itself."""
    browser.cookies.pop(MESSAGES, None)  # what an answer before wanted to be said on the next page
    answer = ask(browser, method, path.replace(RANDOM, key))
    return answer.status_code, _PASSING.sub(b"", answer.content.replace(key.encode(), b"ID"))


@every_module
def test_no_list_asks_more_of_the_database_for_more_rows(units, maxine, name):
    parks, _taxes = units
    browser = browser_of(maxine)
    lists = [
        address.path
        for address in own([*PAGES, *API], name)
        if not re.search(STAND_INS, address.path)
    ]
    fill(parks, maxine.member_id, name)
    for path in lists:
        browser.get(path)  # what a process reads once

    few = {path: queries(browser, path) for path in lists}
    fill(parks, maxine.member_id, name, rows=2)
    many = {path: queries(browser, path) for path in lists}

    assert many == few


def queries(browser, path):
    with CaptureQueriesContext(connection) as captured:
        browser.get(path)
    return len(captured)
