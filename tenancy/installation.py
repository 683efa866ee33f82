"""The installation's id and the names and passwords that follow from it.

Roles are cluster-wide, databases are not: the id stands as a row in the database, so that
a clone or a restored copy finds its own roles whatever the database is called.
"""

import hashlib
import hmac
from dataclasses import dataclass
from functools import cache
from uuid import UUID

import psycopg2
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

NOT_PREPARED = "the database is not prepared: run `citydesk setup-database`"


@dataclass(frozen=True, slots=True)
class Names:
    """Every role name of one installation (``id``: eight hexadecimal digits)."""

    id: str

    @property
    def app(self) -> str:
        """The log-in of pages and workers: owns nothing, inherits nothing."""
        return f"cd_{self.id}_app"

    @property
    def ddl(self) -> str:
        """The log-in that owns the units' schemas; used by provisioning and module jobs."""
        return f"cd_{self.id}_ddl"

    @property
    def city(self) -> str:
        """The role of the city's own transactions."""
        return f"cd_{self.id}_city"

    @property
    def rows(self) -> str:
        """The group with rights on the tables of unit schemas; every unit's role is in it."""
        return f"cd_{self.id}_rows"

    @property
    def units(self) -> str:
        """The group with the units' rights on shared tables; every unit's role is in it."""
        return f"cd_{self.id}_units"

    def unit(self, unit_id: UUID) -> str:
        """The role of one unit. Row policies read the unit's id from the last 32 characters."""
        return f"cd_{self.id}_{unit_id.hex}"


def password_of(login: str) -> str:
    """The password of one of our log-ins: derived, so that it is stored nowhere."""
    key = f"database login {login}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), key, hashlib.sha256).hexdigest()


def names_in(dsn_parameters: dict[str, str]) -> Names:
    """The names of the installation in the database that ``dsn_parameters`` lead to."""
    found = _read_id(tuple(sorted(dsn_parameters.items())))
    if found is None:
        raise ImproperlyConfigured(NOT_PREPARED)
    return Names(found)


def installed() -> Names:
    """The names of the installation that this process works with."""
    names: Names = connections["owner"].names  # type: ignore[attr-defined]
    return names


def forget() -> None:
    """Read the id anew at next use (a database was prepared, restored or exchanged)."""
    _known.cache_clear()


def _read_id(parameters: tuple[tuple[str, str], ...]) -> str | None:
    try:
        return _known(parameters)
    except LookupError:
        return None


@cache
def _known(parameters: tuple[tuple[str, str], ...]) -> str:
    """The id, cached only once it is found (a ``LookupError`` is not remembered)."""
    connection = psycopg2.connect(**dict(parameters))
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('city.installation') IS NOT NULL")
            if not cursor.fetchone()[0]:
                raise LookupError
            cursor.execute("SELECT id FROM city.installation")
            return str(cursor.fetchone()[0])
    finally:
        connection.close()
