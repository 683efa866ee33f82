"""What the middlewares leave on a request, as views may rely on it."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

from core.context import UnitRef
from core.contracts.people import Person
from core.errors import DomainError

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
    #: What ``core.web.scope`` answers instead of the view's answer, once it is set.
    refusal: DomainError | None


class PersonRequest(VisitorRequest):
    """A request of somebody who is logged in: what all other views get."""

    account: "Account"
    person: Person


def address_of(request: HttpRequest) -> str | None:
    """The address the request came from, as the connection says; no header is believed."""
    return request.META.get("REMOTE_ADDR") or None
