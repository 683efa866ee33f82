"""The city office at its console, and work in the background done at once."""

import pytest

from core.jobs.worker import run_due
from installer.testing.people import browser_of, make_operator


@pytest.fixture
def olga(city_db):
    """A browser of the city office."""
    return browser_of(make_operator("Olga"))


@pytest.fixture
def work(city_db):
    """Do everything that waits in the queue."""

    def until_nothing_waits():
        while run_due(limit=20):
            pass

    return until_nothing_waits


@pytest.fixture
def home(tmp_path, settings):
    """A data folder of the test's own."""
    settings.CITYDESK_HOME = tmp_path
    return tmp_path
