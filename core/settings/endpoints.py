"""Where the database and the broker are: configured ones, or the embedded ones' addresses."""

import json
import ssl
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from core.settings.environment import Environment

_TLS_OPTIONS = ("ssl_ca_certs", "ssl_certfile", "ssl_keyfile")


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


def broker_connection(url: str) -> tuple[str, dict[str, Any] | None]:
    """The URL and the TLS options that Celery wants for the broker at ``url``.

    With TLS the server is always checked: against the authorities of the machine, or those
    of the option ``ssl_ca_certs``.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("amqps", "rediss"):
        return url, None
    asked = dict(parse_qsl(parts.query))
    files: dict[str, Any] = {name: asked.pop(name) for name in _TLS_OPTIONS if name in asked}
    plain = urlunsplit(parts._replace(query=urlencode(asked)))
    if parts.scheme == "rediss":
        return plain, {**files, "ssl_cert_reqs": ssl.CERT_REQUIRED, "ssl_check_hostname": True}
    files = {name.removeprefix("ssl_"): value for name, value in files.items()}
    return plain, {**files, "cert_reqs": ssl.CERT_REQUIRED, "server_hostname": parts.hostname}


def shown(url: str) -> str:
    """The address as a message may show it: without password and options."""
    parts = urlsplit(url)
    if not parts.netloc:
        return url.partition("?")[0] or "-"
    user = f"{parts.username}@" if parts.username else ""
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{user}{host}{parts.path}"


def _embedded(env: Environment, service: str) -> str:
    """The address that ``core.runtime`` wrote when it first made the server, or ''."""
    endpoint = env.home / "run" / f"{service}.json"
    if not endpoint.exists():
        return ""
    return str(json.loads(endpoint.read_text())["url"])
