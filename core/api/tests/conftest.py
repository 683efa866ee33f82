"""One city for a file of tests; every test begins with it as it was made."""

import pytest
from django.core.cache import cache

from core.api.models import ApiToken, KeptAnswer
from core.context import open_city, open_unit
from core.identity.models import Account, Post
from core.people.models import Department
from core.units.models import Unit
from installer.testing.cast import Cast, ref_of
from installer.testing.cities import copied_city
from installer.testing.people import person_named


@pytest.fixture(scope="module")
def city_db(base_city, django_db_blocker):
    with copied_city(base_city, django_db_blocker) as names:
        yield names


@pytest.fixture(scope="module")
def cast(city_db):
    return Cast(*(ref_of(code) for code in ("city", "county", "parks", "taxes")))


@pytest.fixture(scope="module")
def alice(cast):
    return person_named("Alice", cast.parks)


@pytest.fixture(scope="module")
def bob(cast):
    return person_named("Bob", cast.parks)


@pytest.fixture(scope="module")
def charlie(cast):
    return person_named("Charlie", cast.taxes)


@pytest.fixture(autouse=True)
def _as_it_was_made(cast):
    """Afterwards, so that what a test has closed is open again for the next one's fixtures."""
    yield
    cache.clear()
    with open_city():
        ApiToken.objects.all().delete()
        KeptAnswer.objects.all().delete()
        Account.objects.update(is_active=True)
        Post.objects.update(ended_on=None)
        Unit.objects.update(state="active")
    for unit in (cast.parks, cast.taxes):
        with open_unit(unit):
            Department.objects.all().delete()
