"""Who may use a view: every view says so, and a view that says nothing is refused.

A rule marks a function (``@requires("people.manage")``) or a class (``access = signed_in``)::

    @signed_in                        anyone who is logged in; in a unit: its members
    @requires("documents.dispatch")   members whose roles hold the permission in this unit
    @requires_city("city.fleet")      accounts whose city role holds the permission
    @public                           everyone, logged in or not

``again=True`` asks once more who it is before a write (``core.web.confirmation``).

``core.web.scope`` asks ``check_access`` before each view is called; the API's base view asks
the same rule again (``core.api.access``).
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from core.contracts.people import Person
from core.errors import DomainError, NotFound, PermissionRefused
from core.ui.links import city_url
from core.web.confirmation import refuse_unless_confirmed
from core.web.problems import is_api

log = logging.getLogger(__name__)

Marked = TypeVar("Marked")


class AccessUndeclared(DomainError):
    """The view's author forgot to say who may use it: nobody may."""

    code = "access_undeclared"
    status = 403
    message = _("这个页面没有声明谁可以使用，因此不开放。请告知平台管理员。")


class NotSignedIn(DomainError):
    """The API was asked without a log-in."""

    code = "not_signed_in"
    status = 401
    message = _("请先登录。")


class AccountUnsettled(DomainError):
    """The account has a duty before anything else: a new password, a second factor."""

    code = "account_unsettled"
    status = 403
    message = _("请先在网页上完成账号设置（修改口令或绑定动态口令）。")


class Kind(StrEnum):
    """The four answers to "who may use it"."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    UNIT = "unit"
    CITY = "city"


@dataclass(frozen=True, slots=True)
class AccessRule:
    """Who may use a view. Called with a function or a View class, it marks it.

    ``while_unsettled``: open also to an account that still owes a new password or a second
    factor; only for the pages on which these are given, and for logging out. ``again``: what
    it writes binds the office, so the person is asked once more who it is.
    """

    kind: Kind
    permission: str = ""
    while_unsettled: bool = False
    again: bool = False

    def __call__(self, view: Marked) -> Marked:
        """Mark ``view`` with this rule and hand it back."""
        view.access = self  # type: ignore[attr-defined]
        return view

    def admits(self, person: Person | None) -> bool:
        """Whether ``person`` (None = not logged in) may use a view with this rule."""
        if self.kind is Kind.PUBLIC:
            return True
        if person is None:
            return False
        held = {Kind.UNIT: person.permissions, Kind.CITY: person.city_permissions}
        return self.kind is Kind.SIGNED_IN or self.permission in held[self.kind]


public = AccessRule(Kind.PUBLIC)
signed_in = AccessRule(Kind.SIGNED_IN)
signed_in_unsettled = AccessRule(Kind.SIGNED_IN, while_unsettled=True)


def requires(permission: str, *, again: bool = False) -> AccessRule:
    """Open to members who hold ``permission`` in the unit whose page it is."""
    return AccessRule(Kind.UNIT, permission, again=again)


def requires_city(permission: str, *, again: bool = False) -> AccessRule:
    """Open to accounts whose city role holds ``permission``."""
    return AccessRule(Kind.CITY, permission, again=again)


def rule_of(view: Callable[..., Any]) -> AccessRule | None:
    """The rule a resolved view declares, whether it is a function or made by ``as_view()``."""
    rule = getattr(view, "access", None) or getattr(_class_of(view), "access", None)
    return rule if isinstance(rule, AccessRule) else None


def check_access(view: Callable[..., Any], request: HttpRequest) -> HttpResponse | None:
    """Let the request through (None), send it to log in or to settle the account, or refuse.

    Raises ``AccessUndeclared``, ``NotSignedIn`` (API only), ``AccountUnsettled`` (API only)
    ``PermissionRefused`` or ``ConfirmationNeeded``.
    """
    rule = rule_of(view)
    if rule is None:
        log.error("view without access rule refused: %s", _name_of(view))
        raise AccessUndeclared
    if rule.kind is Kind.PUBLIC:
        return None
    if getattr(request, "account", None) is None:
        return ask_to_sign_in(request)
    duty = getattr(request, "duty", "")
    if duty and not rule.while_unsettled:
        return _ask_to_settle(request, duty)
    _refuse_unless_admitted(rule, request)
    if rule.again and request.method not in {"GET", "HEAD", "OPTIONS"}:
        refuse_unless_confirmed(request)
    return None


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """The log-in page, which leads back here; for the API the refusal 401."""
    if is_api(request):
        raise NotSignedIn
    back = request.get_full_path() if request.method == "GET" else ""
    query = f"?{urlencode({'next': back})}" if back not in {"", "/"} else ""
    return _go(request, city_url("identity:log_in") + query)


def turn_away(request: HttpRequest) -> HttpResponse:
    """The answer at the address of a unit that the asker may not enter.

    A stranger is asked to log in, whatever the code; a member of a suspended unit is told
    so; for everyone else there is no such unit. Raises the refusal.
    """
    if getattr(request, "account", None) is None:
        return ask_to_sign_in(request)
    raise getattr(request, "unit_refusal", None) or NotFound()


def _class_of(view: Callable[..., Any]) -> type | None:
    """The class that ``as_view()`` made the view of: Django's or REST framework's."""
    return getattr(view, "view_class", None) or getattr(view, "cls", None)


def _name_of(view: Callable[..., Any]) -> str:
    named = _class_of(view) or view
    return f"{named.__module__}.{getattr(named, '__qualname__', named)}"


def _ask_to_settle(request: HttpRequest, duty: str) -> HttpResponse:
    if is_api(request):
        raise AccountUnsettled
    return _go(request, city_url(duty))


def _go(request: HttpRequest, url: str) -> HttpResponse:
    # htmx follows a redirect inside the fragment it asked for; a whole page must go as a whole.
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def _refuse_unless_admitted(rule: AccessRule, request: HttpRequest) -> None:
    person: Person | None = getattr(request, "person", None)
    if not rule.admits(person):
        raise PermissionRefused(permission=rule.permission)
