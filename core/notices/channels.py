"""What every way of telling somebody has in common, and which ways there are.

A driver speaks to one kind of gateway. A package offers its own by the entry point group
``citydesk.channels`` (name = code, value = the class); the city sets it up on its console.
E-mail and voice are drivers like any other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from typing import Any, Protocol
from uuid import UUID

from django.utils.functional import Promise

ENTRY_POINT_GROUP = "citydesk.channels"


@dataclass(frozen=True, slots=True)
class Message:
    """What a channel carries to one person.

    ``key`` is the same for every attempt: a gateway that knows such keys drops a second one.
    ``mobile`` is empty where the account has none. ``urgency`` is the word people read.
    """

    key: str
    account_id: UUID
    name: str
    mobile: str
    title: str
    body: str
    url: str
    urgency: str
    unit: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The gateway took the message; ``arrived`` where it knows already that it was delivered."""

    provider_id: str = ""
    arrived: bool = False


class NotSent(Exception):
    """The message did not go out. ``final``: trying again would not help.

    The reason is shown to administrators: it names no secret.
    """

    def __init__(self, reason: str, *, final: bool = False) -> None:
        self.reason, self.final = reason, final
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class GatewaySetup:
    """What the city has typed for a gateway, its secrets opened."""

    code: str
    title: str
    values: Mapping[str, Any]
    secrets: Mapping[str, str]


class Driver(Protocol):
    """Speaks to one kind of gateway. It holds no transaction and keeps nothing."""

    @property
    def code(self) -> str:
        """Its name in a gateway's row; never changes."""

    @property
    def title(self) -> str | Promise:
        """What the city's console calls this kind of gateway."""

    def send(self, message: Message, setup: GatewaySetup) -> Outcome:
        """Hand the message over; raises ``NotSent``. Returns within half a minute."""


_registered: dict[str, Driver] = {}


def register_driver(driver: Driver) -> None:
    """Make a driver known in this process."""
    _registered[driver.code] = driver


def drivers() -> Mapping[str, Driver]:
    """All drivers by their codes: our own, and those of installed packages."""
    return {**_installed(), **_registered}


def register_own() -> None:
    """Make the platform's own driver known; called once, when the app is ready."""
    from core.notices.gateways.http import HttpDriver  # noqa: PLC0415 -- it imports this file

    register_driver(HttpDriver())


@cache
def _installed() -> Mapping[str, Driver]:
    found: Iterable[Driver] = (point.load()() for point in entry_points(group=ENTRY_POINT_GROUP))
    return {driver.code: driver for driver in found}
