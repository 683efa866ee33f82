"""The services that a command needs, there while it runs."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Literal

import psycopg2
from django.conf import settings

from core.cli.loading import set_up_django
from core.runtime.services import Services, ensure
from core.settings.databases import move_databases
from core.settings.endpoints import broker_connection
from core.settings.environment import environment

Need = Literal["database", "broker"]

#: How long a configured database that is just starting is waited for.
PATIENCE = 5.0


@contextmanager
def provided(*needs: Need, patience: float = PATIENCE) -> Iterator[Services]:
    """Start what is embedded and not running, wait for what is configured; stop what was started.

    Raises ``ServiceError``, or psycopg2's error when nobody answers in time.
    """
    env = environment()
    wants = {"database": "database" in needs, "broker": "broker" in needs}
    with ensure(env, **wants) as services:
        if needs:
            set_up_django()
            move_databases(services.database_url)
            move_broker(services.broker_url)
        if "database" in needs:
            await_database(services.database_url, patience)
        yield services


def move_broker(url: str) -> None:
    """Point Celery at ``url`` after Django's settings were read."""
    settings.CELERY_BROKER_URL, settings.CELERY_BROKER_USE_SSL = broker_connection(url)


def await_database(url: str, patience: float) -> None:
    """Return when the database lets us in; a wrong password is not waited for."""
    end = time.monotonic() + patience
    while True:
        try:
            with closing(psycopg2.connect(url, connect_timeout=3)):
                return
        except psycopg2.OperationalError as error:
            if not _may_pass(str(error)) or time.monotonic() > end:
                raise
        time.sleep(0.5)


def _may_pass(reason: str) -> bool:
    passing = ("refused", "starting up", "shutting down", "recovery", "timeout", "timed out")
    return any(sign in reason for sign in passing)
