"""Fixtures: a city of four units on a real PostgreSQL, anew for each test that asks for it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from core.context import UnitRef, open_city, open_unit
from core.contracts.people import Person
from core.jobs.models import Job
from core.jobs.worker import run_due
from installer.testing.cast import ALICE, BOB, CAST, CHARLIE, Cast, make_units, ref_of
from installer.testing.cities import copied_city
from installer.testing.clock import Clock
from installer.testing.people import browser_of, hire, person_named
from installer.testing.programs import Program
from installer.testing.programs import program_of as program_with_token_of
from tenancy.installation import Names
from tenancy.modules import install
from tenancy.prepare import prepare_database
from tenancy.throwaway import drop_roles, leave_database, new_database


@pytest.fixture(scope="session")
def base_city(django_db_blocker: Any) -> Iterator[tuple[str, Names]]:
    """A prepared database with the cast's units: the template of every test's own."""
    with django_db_blocker.unblock(), new_database() as name:
        names = prepare_database()
        units = make_units(*CAST)
        hire(units["parks"], ALICE, BOB)
        hire(units["taxes"], CHARLIE)
        _settle()
        leave_database()
        yield name, names
    drop_roles(names)


def _settle() -> None:
    """Do what hiring left to be done later: a test finds an empty queue."""
    while run_due(100, at=timezone.now()):
        pass
    with open_city():
        Job.objects.all().delete()


@pytest.fixture
def city_db(base_city: tuple[str, Names], django_db_blocker: Any) -> Iterator[Names]:
    """A city of its own for one test, committed for real and dropped afterwards."""
    with copied_city(base_city, django_db_blocker) as names:
        yield names


@pytest.fixture
def cast(city_db: Names) -> Cast:  # noqa: ARG001  the city it stands in
    """The four units of every test."""
    return Cast(*(ref_of(code) for code in ("city", "county", "parks", "taxes")))


@pytest.fixture
def parks(cast: Cast) -> UnitRef:
    """The unit where Alice and Bob work."""
    return cast.parks


@pytest.fixture
def parks_with(cast: Cast) -> Callable[[str], UnitRef]:
    """Installs a module in Parks alone, and gives Parks with it: Taxes never has it."""

    def with_module(module: str) -> UnitRef:
        install(cast.parks.code, module)
        return ref_of(cast.parks.code)

    return with_module


@pytest.fixture
def taxes(cast: Cast) -> UnitRef:
    """The unit where Charlie works."""
    return cast.taxes


@pytest.fixture
def alice(parks: UnitRef) -> Person:
    """Head, clerk and administrator of Parks."""
    return person_named("Alice", parks)


@pytest.fixture
def bob(parks: UnitRef) -> Person:
    """A colleague of Alice's in Parks, without any office."""
    return person_named("Bob", parks)


@pytest.fixture
def charlie(taxes: UnitRef) -> Person:
    """Head, clerk and administrator of Taxes; nothing of Parks is his."""
    return person_named("Charlie", taxes)


@pytest.fixture
def in_parks(parks: UnitRef, alice: Person, bob: Person) -> Iterator[UnitRef]:  # noqa: ARG001
    """A transaction of Parks, open for the whole test; who works there was found before."""
    with open_unit(parks):
        yield parks


@pytest.fixture
def now() -> datetime:
    """The moment of the test: services are given it as ``at=``."""
    return timezone.now()


@pytest.fixture
def clock(now: datetime) -> Clock:
    """Moments told from ``now``."""
    return Clock(now)


@pytest.fixture
def page_of() -> Callable[[Person], Client]:
    """A browser in which somebody is logged in."""
    return browser_of


@pytest.fixture
def program_of() -> Callable[..., Program]:
    """A program with somebody's token."""
    return program_with_token_of
