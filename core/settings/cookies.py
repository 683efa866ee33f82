"""Cookies: bound to this host and to TLS wherever browsers reach the server by TLS."""

from dataclasses import dataclass
from ipaddress import ip_address

from core.settings.environment import Environment


@dataclass(frozen=True, slots=True)
class Cookies:
    """Names and flag of the cookies that open something.

    The prefix ``__Host-`` makes browsers refuse a cookie that another host or another path
    planted; they accept it only over TLS.
    """

    secure: bool
    session: str
    csrf: str


def cookies(env: Environment) -> Cookies:
    """The cookies of this installation."""
    secure = speaks_tls(env)
    prefix = "__Host-" if secure else ""
    return Cookies(secure, f"{prefix}citydesk", f"{prefix}csrf")


def speaks_tls(env: Environment) -> bool:
    """Whether browsers reach the server by TLS: always, except on the machine itself."""
    return env.behind_tls or not _is_loopback(env.bind.rpartition(":")[0].strip("[]"))


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
