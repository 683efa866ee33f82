"""One city for a file of tests; each begins with an empty inbox; Alice works in both towns."""

from datetime import date

import pytest

from core.context import open_city
from core.identity.models import Post
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
def alice(parks, taxes):
    """Head of Parks, and lent to Taxes."""
    person = person_named("Alice", parks)
    with open_city():
        Post.objects.create(
            account_id=person.account_id,
            unit_id=taxes.id,
            state="accepted",
            started_on=date(2021, 1, 4),
        )
    return person


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
