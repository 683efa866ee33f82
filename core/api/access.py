"""The access rules of pages, asked again by REST framework: a second lock on the same door."""

from typing import TYPE_CHECKING

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from core.api.errors import TokenOfOneUnit, TokenReadOnly, TokenScopeMissing
from core.errors import PermissionRefused
from core.modules.gate import module_of
from core.web.access import AccessRule, AccessUndeclared, Kind, NotSignedIn

if TYPE_CHECKING:  # REST framework's views read their settings, and with them this module
    from rest_framework.views import APIView


class DeclaredAccess(BasePermission):
    """Admits whom the view's ``access`` admits; a view without one admits nobody."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """True, or a refusal that says why."""
        rule = getattr(view, "access", None)
        if not isinstance(rule, AccessRule):
            raise AccessUndeclared
        person = getattr(request._request, "person", None)
        if rule.admits(person):
            _refuse_beyond_token(request, view, rule)
            return True
        if person is None:
            raise NotSignedIn
        raise PermissionRefused(permission=rule.permission)


def _refuse_beyond_token(request: Request, view: "APIView", rule: AccessRule) -> None:
    """What a token must name beside the permissions: writing, its modules, the city."""
    asked = request._request
    token = getattr(asked, "token", None)
    if token is None:
        return
    if token.read_only and request.method not in SAFE_METHODS:
        raise TokenReadOnly
    module = module_of(asked.resolver_match) if asked.resolver_match else None
    if module is not None and not token.opens(module):
        raise TokenScopeMissing(module=module)
    in_city = getattr(asked, "unit_row", None) is None and rule.kind is Kind.SIGNED_IN
    if in_city and token.unit_id and not getattr(view, "for_tokens_of_units", False):
        raise TokenOfOneUnit
