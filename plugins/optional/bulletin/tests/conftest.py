"""Parks has installed the module; Taxes has not."""

import pytest

from core.context import open_unit
from installer.testing.cast import ref_of
from installer.testing.people import person_named
from tenancy.modules import install


@pytest.fixture
def parks(cast):
    install("parks", "bulletin")
    return ref_of("parks")


@pytest.fixture
def alice(parks):
    return person_named("Alice", parks)


@pytest.fixture
def in_parks(alice, bob, parks):
    with open_unit(parks):
        yield parks
