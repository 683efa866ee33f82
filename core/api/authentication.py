"""Who asks the API: a program with a token, or whoever is logged in with a browser."""

from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.request import Request

from core.identity.models import Account
from core.web.tokens import TokenGrant


class TokenAccount(BaseAuthentication):
    """The account whose token ``core.api.middleware`` found; no page can send one."""

    def authenticate(self, request: Request) -> tuple[Account, TokenGrant] | None:
        """The account and its token, or None without one."""
        token = getattr(request._request, "token", None)
        return (request._request.account, token) if token else None  # type: ignore[attr-defined]

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002
        """What a 401 says it wants."""
        return "Bearer"


class SessionAccount(SessionAuthentication):
    """The account that ``core.identity.middleware`` found; its writes need the CSRF token.

    REST framework exempts its views from Django's own CSRF check, so it is made here.
    """

    def authenticate(self, request: Request) -> tuple[Account, None] | None:
        """The account, or None for a visitor."""
        account = getattr(request._request, "account", None)
        if account is None:
            return None
        self.enforce_csrf(request)
        return account, None
