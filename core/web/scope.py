"""The transaction round every request: one scope for view and rendering, one place to refuse.

``/u/<code>/…`` and ``/api/v1/u/<code>/…`` are a unit's; the prefix becomes the script
prefix, so that views take no code and ``{% url %}`` stays in the unit. All else is the
city's. A refusal or an error undoes everything the request wrote.
"""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.urls import Resolver404, resolve, set_script_prefix
from django.utils import timezone

from core.audit.source import Source, acting_from
from core.context import UnitRef, open_city, open_unit
from core.contracts.people import Person
from core.db.keys import new_id
from core.errors import DomainError
from core.identity.devices import device_of
from core.modules.gate import refuse_inactive
from core.people.acting import COOKIE, chosen_guise
from core.people.entry import person_in_unit
from core.people.permissions import ask_second_factor
from core.web.access import check_access, turn_away
from core.web.problems import problem_response
from core.web.refusals import note_refusal
from core.web.request import VisitorRequest, address_of

_UNIT_PATH = re.compile(r"^(?P<prefix>/(?:api/v1/)?u/(?P<code>[a-z][a-z0-9_]{0,31}))(?=/)")

View = Callable[..., HttpResponse]


def unit_code(path: str) -> str | None:
    """The code of the unit whose page ``path`` is, or None for the city's pages."""
    match = _UNIT_PATH.match(path)
    return match["code"] if match else None


def own_transactions(view: View) -> View:
    """Mark a view that opens its own scopes: what it wrote stays even when it refuses."""
    view.own_transactions = True  # type: ignore[attr-defined]
    return view


class ScopeMiddleware:
    """The innermost middleware; ``request.unit_row`` comes from the identity middleware."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: VisitorRequest) -> HttpResponse:
        """Answer the request inside its scope; whatever is done in it says where it came from."""
        source = Source(address_of(request) or "", device_of(request), new_id().hex)
        with acting_from(source):
            response = self._respond(request)
        response["X-Request-Id"] = source.request_id
        return response

    def _respond(self, request: VisitorRequest) -> HttpResponse:
        """The answer; a refusal is answered in a fresh scope, and leaves its line there."""
        self._route(request)
        try:
            response = self._answer(request)
        except DomainError as error:
            request.refusal = error
        refusal = getattr(request, "refusal", None)
        try:
            if refusal is not None:
                with _scope_of(request):
                    note_refusal(request, refusal)
                    response = problem_response(request, refusal)
            return response
        finally:
            set_script_prefix("/")

    def _answer(self, request: VisitorRequest) -> HttpResponse:
        if request.unit_row is None and unit_code(request.path_info):
            return turn_away(request)
        if _opens_its_own(request):
            if request.unit_row is not None:
                with open_unit(request.unit_row):
                    _find_person(request)
            return self.get_response(request)
        with _scope_of(request):
            _find_person(request)
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            return response

    @staticmethod
    def _route(request: VisitorRequest) -> None:
        """Take the unit's prefix off the path and choose the table of addresses."""
        match = _UNIT_PATH.match(request.path_info)
        if match is None or request.unit_row is None:
            return
        set_script_prefix(match["prefix"] + "/")
        request.path_info = request.path_info[match.end() :]
        api = match["prefix"].startswith("/api/")
        request.urlconf = "core.settings.unit_api_urls" if api else "core.settings.unit_urls"

    def process_view(
        self, request: VisitorRequest, view: View, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Refuse views of modules that the unit does not have, and whoever may not use the view."""
        try:
            if request.unit_row is not None and request.resolver_match is not None:
                refuse_inactive(request.resolver_match, request.unit_row.modules)
            return check_access(view, request)
        except DomainError as error:
            return self.process_exception(request, error)

    @staticmethod
    def process_exception(request: VisitorRequest, error: Exception) -> HttpResponse | None:
        """Undo what was written; a refusal is kept for the answer, a bug goes its way to 500."""
        if transaction.get_connection().in_atomic_block:
            transaction.set_rollback(True)
        if not isinstance(error, DomainError):
            return None
        request.refusal = error
        return HttpResponse(status=error.status)


def _opens_its_own(request: VisitorRequest) -> bool:
    try:
        match = resolve(request.path_info, getattr(request, "urlconf", None))
    except Resolver404:
        return False
    return getattr(match.func, "own_transactions", False)


def _scope_of(request: VisitorRequest) -> AbstractContextManager[UnitRef | None]:
    return open_unit(request.unit_row) if request.unit_row is not None else open_city()


def _find_person(request: VisitorRequest) -> None:
    """In a unit the person is its member; the identity middleware knows only the account."""
    if request.unit_row is not None and request.account is not None:
        member = person_in_unit(account=request.account, unit=request.unit_row)
        if choice := request.COOKIES.get(COOKIE, ""):
            member = chosen_guise(member, choice, on=timezone.localdate())
        person = replace(member, **_kept(request.person))
        token = getattr(request, "token", None)
        request.person = token.narrow(person) if token else person
        request.duty = request.duty or _duty_here(request)


def _duty_here(request: VisitorRequest) -> str:
    """What the roles of this unit ask of the account before it acts: a second factor."""
    if request.account is None or request.person is None or request.unit_row is None:
        return ""
    if request.account.has_second_factor:
        return ""
    asked = ask_second_factor(request.person.permissions, request.unit_row.modules)
    return "identity:second_factor" if asked else ""


def _kept(person: Person | None) -> dict[str, Any]:
    """What is known of the account whatever the unit: its units, city roles, unread notices."""
    if person is None:
        return {}
    return {
        "units": person.units,
        "city_permissions": person.city_permissions,
        "area_id": person.area_id,
        "unread": person.unread,
    }
