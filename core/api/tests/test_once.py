"""The same key has its effect once: repeated, killed, at the same time, and by somebody else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from django.db import connections
from django.urls import clear_url_caches, path
from django.utils import timezone
from rest_framework.serializers import CharField, Serializer

from core.api.models import KeptAnswer
from core.api.public import UnitAPIView, operation
from core.api.tasks import forget
from core.context import open_city, open_unit
from core.errors import DomainError
from core.people.models import Department
from core.settings import unit_api_urls
from core.web.access import signed_in
from installer.testing.programs import program_of

WISHES = "wishes/"


class Wish(Serializer):
    name = CharField(max_length=20)


class Wishes(UnitAPIView):
    access = signed_in
    gate = None

    @operation(takes=Wish, answers=Wish, status=201)
    def post(self, _request):
        """Wish."""
        made = Department.objects.create(name=self.body["name"])
        if made.name == "refused":
            raise DomainError
        if made.name == "killed":
            raise ZeroDivisionError
        if self.gate:
            arrived, go = self.gate
            arrived.set()
            go.wait(10)
        return self.answer(made)


@pytest.fixture(autouse=True)
def address(monkeypatch):
    urls = [*unit_api_urls.urlpatterns, path(WISHES, Wishes.as_view())]
    monkeypatch.setattr(unit_api_urls, "urlpatterns", urls)
    clear_url_caches()
    yield
    clear_url_caches()


@pytest.fixture
def program(alice):
    return program_of(alice, prefix="/api/v1/u/parks/")


def departments(unit):
    with open_unit(unit):
        return sorted(Department.objects.values_list("name", flat=True))


def test_a_repeated_key_gets_the_same_answer_and_has_one_effect(program, parks):
    first, again = (program.send(WISHES, {"name": "a"}, key="k") for _ in range(2))

    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert (first.status_code, again.headers["Idempotency-Replayed"]) == (201, "true")
    assert departments(parks) == ["a"]


def test_without_a_key_each_request_counts(program, parks):
    for _ in range(2):
        program.send(WISHES, {"name": "a"})

    assert departments(parks) == ["a", "a"]


def test_a_key_for_another_body_is_refused(program, parks):
    program.send(WISHES, {"name": "a"}, key="k")

    other = program.send(WISHES, {"name": "b"}, key="k")

    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_used")
    assert departments(parks) == ["a"]


@pytest.mark.parametrize("key", ["ü", "a b", "x" * 129])
def test_a_key_that_is_none_is_refused(program, parks, key):
    answer = program.send(WISHES, {"name": "a"}, key=key)

    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_unfit")
    assert departments(parks) == []


@pytest.mark.parametrize("name", ["refused", "killed"])
def test_what_was_undone_is_not_remembered(program, parks, name):
    program._client.raise_request_exception = False
    program.send(WISHES, {"name": name}, key="k")

    later = program.send(WISHES, {"name": "a"}, key="k")

    assert later.status_code == 201
    assert departments(parks) == ["a"]


def test_the_same_key_of_another_person_token_or_unit_is_another_key(
    program, alice, bob, charlie, parks, taxes
):
    keys = [
        program,
        program_of(alice, prefix="/api/v1/u/parks/"),
        program_of(bob, prefix="/api/v1/u/parks/"),
        program_of(charlie, prefix="/api/v1/u/taxes/"),
    ]
    answers = [each.send(WISHES, {"name": "a"}, key="k") for each in keys]

    assert [answer.status_code for answer in answers] == [201] * 4
    assert (departments(parks), departments(taxes)) == (["a", "a", "a"], ["a"])
    with open_unit(taxes):
        assert KeptAnswer.objects.count() == 1


def test_whoever_comes_while_the_first_is_at_it_is_sent_away(program, parks, monkeypatch):
    arrived, go = Event(), Event()
    monkeypatch.setattr(Wishes, "gate", (arrived, go))

    def first():
        try:
            return program.send(WISHES, {"name": "a"}, key="k").status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(first)
        arrived.wait(10)
        meanwhile = program.send(WISHES, {"name": "a"}, key="k")
        go.set()
        done = running.result()

    assert (done, meanwhile.status_code) == (201, 409)
    assert meanwhile.json()["code"] == "idempotency_key_busy"
    assert meanwhile.headers["Retry-After"] == "1"
    assert departments(parks) == ["a"]


def test_a_key_is_forgotten_after_two_days(program):
    program.send(WISHES, {"name": "a"}, key="k")
    with open_city():
        forget(at=timezone.now() + timedelta(hours=47))
        assert KeptAnswer.objects.count() == 1
        forget(at=timezone.now() + timedelta(hours=49))
        assert not KeptAnswer.objects.exists()
