"""One request to a gateway, that reaches nobody else, whatever somebody typed as its address.

Only hosts that the operator has listed are called, by HTTPS (plain HTTP on this machine
alone). The name is resolved once; an address inside the network is refused unless the host
is listed for that; and the connection goes to that very address, so that a name which
changes its mind between look and call gains nothing. Redirects are not followed.
"""

import socket
import ssl
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from django.utils.translation import gettext as _

from core.notices.channels import NotSent

_TIMEOUT = 10.0
_MOST = 64 * 1024


@dataclass(frozen=True, slots=True)
class Allowed:
    """The hosts that gateways may stand on; ``inside``: also with an address of the network."""

    hosts: Collection[str]
    inside: Collection[str]

    @classmethod
    def of(cls, hosts: str, inside: str) -> "Allowed":
        """From two lists separated by commas."""
        return cls(_names(hosts) | _names(inside), _names(inside))


@dataclass(frozen=True, slots=True)
class Answer:
    """What the gateway said."""

    status: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """One request, ready to go out."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes | None


def call(request: Call, allowed: Allowed) -> Answer:
    """Send it; raises ``NotSent``, final where the address itself is refused."""
    parts = _checked(request.url, allowed)
    address = _address_of(parts, allowed)
    connection = _connection(parts, address)
    target = parts.path or "/"
    target = f"{target}?{parts.query}" if parts.query else target
    try:
        headers = {**request.headers, "Host": parts.netloc}
        connection.request(request.method, target, request.body, headers)
        answer = connection.getresponse()
        return Answer(answer.status, answer.read(_MOST))
    except TimeoutError:
        raise NotSent(_("网关在 %(n)s 秒内没有应答。") % {"n": round(_TIMEOUT)}) from None
    except (OSError, HTTPException) as broken:
        text = _("无法连接网关（%(reason)s）。")
        raise NotSent(text % {"reason": type(broken).__name__}) from None
    finally:
        connection.close()


def refuse_address(url: str, allowed: Allowed) -> None:
    """Raise ``NotSent`` for an address that could never be called, before anything is sent."""
    _checked(url, allowed)


def _names(text: str) -> frozenset[str]:
    return frozenset(name.strip().lower() for name in text.split(",") if name.strip())


def _checked(url: str, allowed: Allowed) -> SplitResult:
    try:
        parts = urlsplit(url)
        host, _port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        raise NotSent(_("网关地址无法识别。"), final=True) from None
    if host not in allowed.hosts or parts.username is not None:
        text = _("主机 %(host)s 不在允许的网关名单中，请运维人员核对 CITYDESK_GATEWAY_HOSTS。")
        raise NotSent(text % {"host": host or "-"}, final=True)
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(host)):
        raise NotSent(_("网关地址必须使用 https。"), final=True)
    return parts


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _address_of(parts: SplitResult, allowed: Allowed) -> str:
    """The address that is called; refused if any that the name stands for lies inside."""
    host = (parts.hostname or "").lower()
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        raise NotSent(_("找不到网关主机 %(host)s。") % {"host": host}) from None
    addresses = [str(entry[4][0]) for entry in found]
    if host not in allowed.inside and not all(ip_address(each).is_global for each in addresses):
        text = _(
            "主机 %(host)s 指向内部网络地址，已拒绝。确属内网网关时请设置 CITYDESK_GATEWAY_INSIDE。"
        )
        raise NotSent(text % {"host": host}, final=True)
    return addresses[0]


class _Pinned(HTTPSConnection):
    """HTTPS to one address, with the certificate checked for the name."""

    def __init__(self, host: str, port: int, address: str) -> None:
        self._checks = ssl.create_default_context()
        super().__init__(host, port, timeout=_TIMEOUT, context=self._checks)
        self._address = address

    def connect(self) -> None:
        """Connect to the address that was checked, and to no other."""
        line = socket.create_connection((self._address, self.port), self.timeout)
        self.sock = self._checks.wrap_socket(line, server_hostname=self.host)


def _connection(parts: SplitResult, address: str) -> HTTPConnection:
    if parts.scheme == "https":
        return _Pinned(str(parts.hostname), parts.port or 443, address)
    return HTTPConnection(address, parts.port or 80, timeout=_TIMEOUT)
