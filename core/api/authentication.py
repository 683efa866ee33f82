"""Who asks the API: today whoever is logged in with a browser; tokens come beside it."""

from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request

from core.identity.models import Account


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
