"""Where the database and the broker are: configured ones, or the embedded ones' addresses."""

import json

from core.settings.environment import Environment


def database_url(env: Environment) -> str:
    """The owner's URL of the configured or the embedded PostgreSQL."""
    if env.database_url is not None:
        return env.database_url.get_secret_value()
    return _embedded(env, "postgres")


def broker_url(env: Environment) -> str:
    """The URL of the configured or the embedded broker."""
    if env.broker_url is not None:
        return env.broker_url.get_secret_value()
    return _embedded(env, "broker")


def _embedded(env: Environment, service: str) -> str:
    """The address that ``core.runtime`` wrote when it first made the server, or ''."""
    endpoint = env.home / "run" / f"{service}.json"
    if not endpoint.exists():
        return ""
    return str(json.loads(endpoint.read_text())["url"])
