"""The document says of every address what the code does, and people can read it."""

import pytest
from django.test import Client
from drf_spectacular.validation import validate_schema

from core.api.operations import WRITES, operation_of
from core.api.schema.document import document
from installer.testing.people import browser_of
from tests.routes.addresses import addresses

API = [
    *addresses("core.settings.unit_api_urls", "/api/v1/u/parks/"),
    *(a for a in addresses("core.settings.urls", "/") if a.path.startswith("/api/v1/")),
]
METHODS = ("get", *WRITES)


def operations():
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {path}", operation


@pytest.mark.parametrize("address", API, ids=str)
def test_every_method_of_every_address_declares_its_operation(address):
    view = address.view.cls
    undeclared = [m for m in METHODS if hasattr(view, m) and not operation_of(getattr(view, m))]

    assert undeclared == []


def test_the_document_is_valid():
    validate_schema(document())


def test_every_method_of_every_address_stands_in_it():
    methods = sum(hasattr(address.view.cls, method) for address in API for method in METHODS)

    assert len(list(operations())) == methods


def test_no_two_operations_have_one_name():
    names = [operation["operationId"] for _where, operation in operations()]

    assert sorted(names) == sorted(set(names))


def test_whatever_may_be_refused_is_a_problem_with_a_code():
    for where, operation in operations():
        kinds = {
            kind
            for status, answer in operation["responses"].items()
            if status >= "400"
            for kind in answer["content"]
        }
        assert (where, kinds) == (where, {"application/problem+json"})


def test_every_write_takes_an_idempotency_key_and_every_operation_says_who_asks():
    for where, operation in operations():
        headers = {p["name"] for p in operation.get("parameters", ()) if p["in"] == "header"}
        wanted = {"Idempotency-Key"} if where.split()[0] in WRITES else set()
        assert (where, headers) == (where, wanted)
        assert (where, operation["security"]) == (where, [{"token": []}, {"session": []}])


def test_the_document_is_for_whoever_is_signed_in(bob):
    assert browser_of(bob).get("/api/schema/").json()["openapi"] == "3.1.0"
    assert Client().get("/api/schema/").json()["code"] == "not_signed_in"


def test_people_read_it_as_pages(bob):
    browser = browser_of(bob)

    index = browser.get("/api/docs/").content.decode()
    chapter = browser.get("/api/docs/?tag=people").content.decode()
    codes = browser.get("/api/docs/?tag=-codes").content.decode()

    assert "/api/v1/u/{code}/people/" in index
    assert "people.view" in chapter
    assert "department" in chapter
    assert "unit_suspended" in codes


def test_a_visitor_of_the_page_is_asked_to_log_in(city_db):
    answer = Client().get("/api/docs/")

    assert answer.headers["Location"] == "/login/?next=%2Fapi%2Fdocs%2F"
