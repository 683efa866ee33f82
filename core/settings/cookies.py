"""Cookies: bound to this host and to TLS wherever browsers reach the server by TLS."""

from dataclasses import dataclass

from core.settings.environment import Environment
from core.settings.transport import travels_by_tls


@dataclass(frozen=True, slots=True)
class Cookies:
    """Names and flag of the cookies that open something.

    The prefix ``__Host-`` makes browsers refuse a cookie that another host or another path
    planted; they accept it only over TLS.
    """

    secure: bool
    session: str
    csrf: str
    device: str


def cookies(env: Environment) -> Cookies:
    """The cookies of this installation."""
    secure = travels_by_tls(env)
    prefix = "__Host-" if secure else ""
    return Cookies(secure, f"{prefix}citydesk", f"{prefix}csrf", f"{prefix}device")
