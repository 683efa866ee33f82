"""The three ways into one database: ``default`` (pages, workers), ``ddl`` and ``owner``.

``DATABASE_URL`` names the owner. The other two are log-ins that CityDesk makes from it
(``tenancy.roles``); their names carry the installation's id, which stands in the database,
so they are filled in when a connection is opened (``tenancy.backend``).
"""

from typing import Any

from django.conf import settings
from django.db import connections
from psycopg2.extensions import parse_dsn

from core.settings.environment import is_loopback

ALIASES = ("default", "ddl", "owner")


def databases(url: str) -> dict[str, dict[str, Any]]:
    """Django's DATABASES for the owner's ``url``."""
    return {alias: _entry(url, alias) for alias in ALIASES}


def move_databases(url: str) -> None:
    """Point Django at ``url`` after its settings were read.

    The embedded server may have taken another port when it started.
    """
    connections.close_all()
    for alias, entry in databases(url).items():
        # The entry that connections hold is this very object.
        known = settings.DATABASES[alias]
        known.update({name: entry[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")})


def _entry(url: str, login: str) -> dict[str, Any]:
    parts = parse_dsn(url)
    if not is_loopback(parts.get("host")):
        # "prefer", the library's default, falls back to plain text without a word.
        parts.setdefault("sslmode", "require")
    entry = {
        "ENGINE": "tenancy.backend",
        "NAME": parts.pop("dbname", ""),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "CONN_MAX_AGE": 600 if login == "default" else 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**parts, "application_name": f"citydesk-{login}"},
        "CITYDESK_LOGIN": login,
    }
    if login != "default":
        entry["TEST"] = {"MIRROR": "default"}
    return entry
