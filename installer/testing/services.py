"""Tests run on embedded services of their own, unless a database and a broker are given."""

import shutil
from contextlib import ExitStack

import pytest

from core.cli.needs import move_broker
from core.runtime.home import prepare_home
from core.runtime.keeper import keeper_lock, start_lock
from core.runtime.locks import held, is_held
from core.runtime.services import ensure
from core.settings.databases import move_databases
from core.settings.environment import environment
from installer.testing.settings import TEST_HOME


def pytest_configure(config: pytest.Config) -> None:
    """Keep the services until the run is over; several runs share them."""
    if config.option.help or config.option.collectonly:
        return
    # A crash of the machine may cost these databases: they are made for the run.
    _clear_rubble()
    running = ExitStack()
    services = running.enter_context(ensure(environment(), durable=False))
    config.add_cleanup(_clear_rubble)  # runs last
    config.add_cleanup(running.close)
    move_databases(services.database_url)
    move_broker(services.broker_url)


def _clear_rubble() -> None:
    """Begin with an empty cluster, and leave none: a killed run leaves databases and roles.

    Nothing is cleared while another run uses it.
    """
    if environment().home != TEST_HOME or environment().database_url is not None:
        return
    prepare_home(TEST_HOME)
    # Who starts the server holds this lock too.
    with held(start_lock(TEST_HOME, "postgres")):
        if not is_held(keeper_lock(TEST_HOME, "postgres")):
            shutil.rmtree(TEST_HOME / "postgres", ignore_errors=True)
