"""The API's door: the same rules as the pages, and errors that programs can read."""

import json

import pytest
from django.test import Client, override_settings
from django.urls import clear_url_caches, path
from rest_framework.response import Response
from rest_framework.serializers import CharField, Serializer

from core.api.public import UnitAPIView
from core.context import open_unit
from core.errors import DomainError
from core.people.models import Department
from core.settings import unit_api_urls
from core.web.access import requires, signed_in
from installer.testing.people import browser_of

PEOPLE = "/api/v1/u/parks/people/"


class Wish(Serializer):
    name = CharField(max_length=5)


class Wishes(UnitAPIView):
    access = requires("people.manage")

    def post(self, request):
        Department.objects.create(name="half made")
        wish = Wish(data=request.data)
        wish.is_valid(raise_exception=True)
        if wish.validated_data["name"] == "late":
            raise DomainError
        return Response({"by": self.person.name})


class Forgotten(UnitAPIView):
    def get(self, _request):
        return Response({"secret": "of the unit"})


class Broken(UnitAPIView):
    access = signed_in

    def get(self, _request):
        raise ZeroDivisionError("open sesame")


class Members(UnitAPIView):
    access = signed_in

    def get(self, _request):
        return Response({"by": self.person.name, "unit": self.person.unit.code})


urlpatterns = [
    path("wishes/", Wishes.as_view()),
    path("forgotten/", Forgotten.as_view()),
    path("broken/", Broken.as_view()),
    path("whoami/", Members.as_view()),
]


@pytest.fixture
def addresses(monkeypatch):
    """Three views of this test inside every unit."""
    monkeypatch.setattr(unit_api_urls, "urlpatterns", [*unit_api_urls.urlpatterns, *urlpatterns])
    clear_url_caches()
    yield
    clear_url_caches()


def ask(browser, address, **body):
    return browser.post(address, json.dumps(body), content_type="application/json")


def assert_problem(answer, status, code):
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == code
    assert {"type", "title", "status", "code", "detail"} <= set(answer.json())


def test_a_program_reads_the_people_of_the_unit(alice, bob):
    answer = browser_of(bob).get(PEOPLE)

    assert [line["name"] for line in answer.json()["results"]] == ["Alice", "Bob"]


def test_the_person_is_the_units_own(alice, addresses):
    assert browser_of(alice).get("/api/v1/u/parks/whoami/").json() == {
        "by": "Alice",
        "unit": "parks",
    }


def test_nobody_is_not_let_in(city_db):
    assert_problem(Client().get(PEOPLE), 401, "not_signed_in")


def test_charlie_finds_nothing_there(charlie, alice):
    stranger = browser_of(charlie)

    foreign = stranger.get(PEOPLE)
    unknown = stranger.get("/api/v1/u/nosuch/people/")

    assert_problem(foreign, 404, "not_found")
    assert foreign.content == unknown.content


def test_an_object_of_another_unit_is_answered_like_one_that_never_was(alice, charlie):
    browser = browser_of(alice)

    foreign = browser.get(f"{PEOPLE}{charlie.member_id}/")
    random = browser.get(f"{PEOPLE}00000000-0000-7000-8000-000000000000/")

    assert browser.get(f"{PEOPLE}{alice.member_id}/").status_code == 200
    assert_problem(foreign, 404, "not_found")
    assert foreign.content == random.content


def test_a_view_that_says_nothing_about_access_admits_nobody(alice, addresses, caplog):
    answer = browser_of(alice).get("/api/v1/u/parks/forgotten/")

    assert_problem(answer, 403, "access_undeclared")
    assert b"secret" not in answer.content
    assert "Forgotten" in caplog.text


def test_a_colleague_without_the_permission_is_refused(bob, addresses):
    assert_problem(
        ask(browser_of(bob), "/api/v1/u/parks/wishes/", name="x"), 403, "permission_refused"
    )


@pytest.mark.parametrize(
    ("name", "status", "code"), [("too long", 422, "invalid_input"), ("late", 409, "refused")]
)
def test_a_refusal_undoes_what_was_written(alice, parks, addresses, name, status, code):
    answer = ask(browser_of(alice), "/api/v1/u/parks/wishes/", name=name)

    assert_problem(answer, status, code)
    with open_unit(parks):
        assert not Department.objects.exists()


def test_a_wrong_field_is_named(alice, addresses):
    answer = ask(browser_of(alice), "/api/v1/u/parks/wishes/", name="too long")

    assert set(answer.json()["errors"]) == {"name"}


def test_a_right_wish_is_kept(alice, parks, addresses):
    answer = ask(browser_of(alice), "/api/v1/u/parks/wishes/", name="ok")

    assert answer.json() == {"by": "Alice"}
    with open_unit(parks):
        assert Department.objects.count() == 1


@pytest.mark.parametrize(
    ("method", "more", "status", "code"),
    [
        ("delete", {}, 405, "method_not_allowed"),
        ("post", {"data": "{", "content_type": "application/json"}, 400, "malformed"),
        ("post", {"data": "a=1", "content_type": "text/plain"}, 415, "unsupported_media_type"),
        ("get", {"headers": {"Accept": "text/turtle"}}, 406, "not_acceptable"),
    ],
)
def test_requests_that_make_no_sense_are_refused_with_a_code(
    alice, addresses, method, more, status, code
):
    address = PEOPLE if method == "get" else "/api/v1/u/parks/wishes/"

    assert_problem(getattr(browser_of(alice), method)(address, **more), status, code)


def test_a_write_from_a_browser_needs_the_token_of_its_session(alice, addresses, parks):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browser_of(alice).cookies

    answer = ask(strict, "/api/v1/u/parks/wishes/", name="ok")

    assert_problem(answer, 403, "csrf_refused")
    with open_unit(parks):
        assert not Department.objects.exists()


@override_settings(DEBUG=False)
def test_an_unknown_address_inside_the_unit_is_a_problem_too(alice):
    answer = browser_of(alice).get("/api/v1/u/parks/nothing/")

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


@override_settings(DEBUG=False)
def test_a_bug_inside_the_unit_is_a_problem_with_a_number_for_the_log(alice, addresses):
    browser = browser_of(alice)
    browser.raise_request_exception = False

    answer = browser.get("/api/v1/u/parks/broken/")

    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert len(answer.json()["reference"]) == 8
    assert "sesame" not in answer.content.decode()
