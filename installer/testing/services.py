"""Tests run on embedded services of their own, unless a database and a broker are given."""

from contextlib import ExitStack

import pytest

from core.cli.needs import move_broker
from core.runtime.services import ensure
from core.settings.databases import move_databases
from core.settings.environment import environment


def pytest_configure(config: pytest.Config) -> None:
    """Keep the services until the run is over; several runs share them."""
    if config.option.help or config.option.collectonly:
        return
    # A crash of the machine may cost these databases: they are made for the run.
    running = ExitStack()
    services = running.enter_context(ensure(environment(), durable=False))
    config.add_cleanup(running.close)
    move_databases(services.database_url)
    move_broker(services.broker_url)
