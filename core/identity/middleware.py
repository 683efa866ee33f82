"""Who asks, and for which unit: settled once for each request, in one short transaction.

It leaves on ``request``:

======================  ====================================================================
``account``             the ``Account`` that is logged in, or None
``person``              the ``Person`` for city pages, or None; inside a unit
                        ``core.web.scope`` puts the unit's person in its place
``units``               the units that the person may enter (``UnitRef``), for the switcher
``unit_row``            for an address inside a unit: that unit with its active modules, if
                        the person has a post there and the unit is active; else None
``unit_refusal``        for the person's own unit that is suspended: the refusal that says so
``duty``                name of the page that the account must settle first, or ''
``confirmed_at``        when the person last proved to be there (``core.web.confirmation``)
======================  ====================================================================

Whether a unit is unknown, pending, closed, suspended or somebody else's, a stranger finds
the same: no ``unit_row``, no ``unit_refusal``. The answer is then ``NotFound``.
"""

import re
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from core.context import UnitRef, open_city
from core.contracts.people import Person
from core.errors import DomainError
from core.identity.city_roles import CityRole, city_permissions
from core.identity.errors import UnitSuspended
from core.identity.models import Account, Post
from core.identity.selectors import (
    area_of,
    city_role_of,
    counting_posts_of,
    owes_second_factor,
)
from core.identity.services.devices import must_wipe
from core.modules.models import KERNEL, InstallState
from core.units.kinds import State
from core.units.models import Unit

#: What others ask about whoever is logged in, in the same transaction; each is told the request.
visit_sources: list[Callable[[HttpRequest, Account], None]] = []

#: Sent by pages that ask by themselves (``core/notices``): nobody sits there, the session idles.
UNATTENDED = "X-Unattended"

_UNIT_ADDRESS = re.compile(r"^/(?:api/v1/)?u/(?P<code>[^/]+)(?:/|$)")


class IdentityMiddleware:
    """Puts account, person, units and the unit of the address on the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Identify, then go on; the transaction is closed before anything else happens."""
        identify(request, at=timezone.now())
        response = self.get_response(request)
        return _wiped(response) if _was_let_go(request) else response


def identify(request: HttpRequest, *, at: datetime) -> None:
    """Fill the attributes above."""
    forget(request)
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return
    with open_city():
        account = request.session.account  # type: ignore[attr-defined]
        if account is None:
            return
        if UNATTENDED not in request.headers:
            request.session.touch(at)  # type: ignore[attr-defined]
        request.confirmed_at = request.session.row.confirmed_at  # type: ignore[attr-defined]
        enter(request, account, counting_posts_of(account))
        for source in visit_sources:
            source(request, account)
    _speak_to(request, account)


def _was_let_go(request: HttpRequest) -> bool:
    """Whether this browser is a phone that was lost or revoked since it last came by."""
    key = request.COOKIES.get(settings.DEVICE_COOKIE_NAME)
    # A phone that is let go has no session either, so those who are logged in pay no query.
    if not key or request.account is not None:  # type: ignore[attr-defined]
        return False
    with open_city():
        return must_wipe(key)


def _wiped(response: HttpResponse) -> HttpResponse:
    """Tell the browser to forget everything it keeps of us: pages, drafts, cookies."""
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    response.delete_cookie(settings.DEVICE_COOKIE_NAME)
    return response


def forget(request: HttpRequest) -> None:
    """Leave nobody on the request."""
    request.account = None  # type: ignore[attr-defined]
    request.person = None  # type: ignore[attr-defined]
    request.units = ()  # type: ignore[attr-defined]
    request.unit_row = None  # type: ignore[attr-defined]
    request.unit_refusal = None  # type: ignore[attr-defined]
    request.duty = ""  # type: ignore[attr-defined]
    request.confirmed_at = None  # type: ignore[attr-defined]


def enter(request: HttpRequest, account: Account, posts: list[Post]) -> None:
    """Put the account on the request, with the units that ``posts`` open."""
    units = tuple(post.unit.ref() for post in posts if post.unit.state == State.ACTIVE)
    role, area_id = city_role_of(account), area_of(account)
    request.account = account  # type: ignore[attr-defined]
    request.units = units  # type: ignore[attr-defined]
    request.person = Person(  # type: ignore[attr-defined]
        account_id=account.pk,
        name=account.name,
        title=str(CityRole(role).label) if role else "",
        city_permissions=city_permissions(role, of_county=area_id is not None),
        units=units,
        area_id=area_id,
    )
    request.duty = _duty(account, posts)  # type: ignore[attr-defined]
    row, refusal = _unit_asked_for(request.path_info, posts)
    request.unit_row, request.unit_refusal = row, refusal  # type: ignore[attr-defined]


def _duty(account: Account, posts: list[Post]) -> str:
    if account.must_change_password:
        return "identity:password"
    return "identity:second_factor" if owes_second_factor(account, posts) else ""


def _unit_asked_for(path: str, posts: list[Post]) -> tuple[UnitRef | None, DomainError | None]:
    match = _UNIT_ADDRESS.match(path)
    unit = next((post.unit for post in posts if match and post.unit.code == match["code"]), None)
    if unit is None:
        return None, None
    if unit.state == State.SUSPENDED:
        return None, UnitSuspended(unit=unit.name)
    if unit.state != State.ACTIVE:
        return None, None
    return unit.ref(_active_modules(unit)), None


def _active_modules(unit: Unit) -> frozenset[str]:
    rows = unit.modules.filter(state=InstallState.ACTIVE).exclude(module=KERNEL)
    return frozenset(rows.values_list("module", flat=True))


def _speak_to(request: HttpRequest, account: Account) -> None:
    """The person's own language, unless this browser was set to another one."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(account.language)
        request.LANGUAGE_CODE = translation.get_language()
