"""What the middlewares leave on a request, as views may rely on it."""

from datetime import datetime
from ipaddress import ip_address
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest

from core.context import UnitRef
from core.contracts.people import Person
from core.errors import DomainError
from core.web.tokens import TokenGrant

if TYPE_CHECKING:
    from core.identity.models import Account
    from core.identity.sessions import SessionStore


class VisitorRequest(HttpRequest):
    """A request of somebody who may not be logged in: what ``public`` views get.

    ``core.identity.middleware`` says what each attribute means.
    """

    session: "SessionStore"
    account: "Account | None"
    person: Person | None
    units: tuple[UnitRef, ...]
    unit_row: UnitRef | None
    unit_refusal: DomainError | None
    duty: str
    confirmed_at: datetime | None
    #: What a program came with (``core.api.middleware``).
    token: TokenGrant | None
    #: What ``core.web.scope`` answers instead of the view's answer, once it is set.
    refusal: DomainError | None


class PersonRequest(VisitorRequest):
    """A request of somebody who is logged in: what all other views get."""

    account: "Account"
    person: Person


def address_of(request: HttpRequest) -> str | None:
    """The address the request came from, as the connection says.

    Only behind the proxy of ``CITYDESK_BEHIND_TLS`` a header is believed: the last address of
    X-Forwarded-For is the one that the proxy itself saw; those before it anyone can invent.
    """
    seen = str(request.META.get("REMOTE_ADDR", ""))
    if settings.SECURE_PROXY_SSL_HEADER is not None:
        seen = request.headers.get("X-Forwarded-For", seen).rpartition(",")[2]
    try:
        return str(ip_address(seen.strip()))
    except ValueError:
        return None
