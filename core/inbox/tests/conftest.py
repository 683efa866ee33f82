"""One city for a file of tests; every test begins with an empty inbox."""

import pytest

from core.context import open_city
from core.inbox.models import InboxItem, SavedFilter
from installer.testing.cast import ref_of
from installer.testing.cities import copied_city
from installer.testing.people import person_named


@pytest.fixture(scope="module")
def city_db(base_city, django_db_blocker):
    with copied_city(base_city, django_db_blocker) as names:
        yield names


@pytest.fixture(scope="module")
def parks(city_db):
    return ref_of("parks")


@pytest.fixture(scope="module")
def taxes(city_db):
    return ref_of("taxes")


@pytest.fixture(scope="module")
def alice(parks):
    return person_named("Alice", parks)


@pytest.fixture(scope="module")
def bob(parks):
    return person_named("Bob", parks)


@pytest.fixture(scope="module")
def charlie(taxes):
    return person_named("Charlie", taxes)


@pytest.fixture(autouse=True)
def _empty(city_db):
    with open_city():
        InboxItem.objects.all().delete()
        SavedFilter.objects.all().delete()
