"""The three ways into one database: ``default`` (pages, workers), ``ddl`` and ``owner``.

``DATABASE_URL`` names the owner. The other two are log-ins that CityDesk makes from it
(``tenancy.roles``); their names carry the installation's id, which stands in the database,
so they are filled in when a connection is opened (``tenancy.backend``).
"""

from typing import Any

from psycopg2.extensions import parse_dsn


def databases(url: str) -> dict[str, dict[str, Any]]:
    """Django's DATABASES for the owner's ``url``."""
    return {alias: _entry(url, alias) for alias in ("default", "ddl", "owner")}


def _entry(url: str, login: str) -> dict[str, Any]:
    parts = parse_dsn(url)
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
