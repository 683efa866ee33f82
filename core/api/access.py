"""The access rules of pages, asked again by REST framework: a second lock on the same door."""

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from core.errors import PermissionRefused
from core.web.access import AccessRule, AccessUndeclared, NotSignedIn

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
            return True
        if person is None:
            raise NotSignedIn
        raise PermissionRefused(permission=rule.permission)
