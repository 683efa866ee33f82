"""The services that a command needs, there while it runs."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal
from urllib.parse import urlsplit

import click
import psycopg2
from django.conf import settings

from core.cli.language import said
from core.cli.loading import set_up_django
from core.runtime.errors import BrokerUnreachable
from core.runtime.services import Services, ensure
from core.settings.databases import move_databases
from core.settings.endpoints import broker_connection, shown
from core.settings.environment import environment

Need = Literal["database", "broker"]

#: How long a configured database that is just starting is waited for.
PATIENCE = 5.0
_PORTS = {"amqp": 5672, "amqps": 5671, "redis": 6379, "rediss": 6379}


@contextmanager
def provided(*needs: Need, patience: float = PATIENCE) -> Iterator[Services]:
    """Start what is embedded and not running, wait for what is configured; stop what was started.

    Raises ``ServiceError``, or psycopg2's error when the database does not answer in time.
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
        if "broker" in needs:
            await_broker(services.broker_url, patience)
        yield services


def move_broker(url: str) -> None:
    """Point Celery at ``url`` after Django's settings were read."""
    settings.CELERY_BROKER_URL, settings.CELERY_BROKER_USE_SSL = broker_connection(url)


def await_database(url: str, patience: float) -> None:
    """Return when the database lets us in; a wrong password is not waited for."""

    def ask() -> None:
        psycopg2.connect(url, connect_timeout=3).close()

    _await(ask, psycopg2.OperationalError, shown(url), patience)


def await_broker(url: str, patience: float) -> None:
    """Return when somebody listens at the broker's address."""
    parts = urlsplit(url)
    port = parts.port or _PORTS[parts.scheme]

    def ask() -> None:
        socket.create_connection((parts.hostname or "localhost", port), timeout=3).close()

    try:
        _await(ask, OSError, shown(url), patience)
    except OSError as error:
        raise BrokerUnreachable(address=shown(url), reason=error) from error


def _await(
    ask: Callable[[], None], failure: type[Exception], address: str, patience: float
) -> None:
    """Ask until it is answered; whoever waits is told once for what, and how long."""
    end, told = time.monotonic() + patience, False
    while True:
        try:
            return ask()
        except failure as error:
            if not _may_pass(str(error)) or time.monotonic() > end:
                raise
        if not told:
            text = said("正在等待 %(address)s，最多 %(seconds)s 秒……")
            click.echo(text % {"address": address, "seconds": round(patience)}, err=True)
            told = True
        time.sleep(0.5)


def _may_pass(reason: str) -> bool:
    passing = ("refused", "starting up", "shutting down", "recovery", "timeout", "timed out")
    return any(sign in reason for sign in passing)
