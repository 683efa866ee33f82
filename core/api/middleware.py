"""A program's token says who asks, instead of a browser's session, at addresses of the API.

With an ``Authorization`` header nothing else counts: a cookie that came along neither adds
to the token nor stands in for a bad one.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from core.api.errors import TokenRefused
from core.api.tokens import grant_of, recognise
from core.context import open_city
from core.identity.middleware import enter, forget
from core.identity.selectors import counting_posts_of
from core.web.problems import is_api, problem_response
from core.web.request import address_of


class TokenMiddleware:
    """Stands behind ``core.identity.middleware``, and puts the token's person in its place."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Identify by the token, if there is one, and go on; refuse a token that is none."""
        request.token = None  # type: ignore[attr-defined]
        header = request.headers.get("Authorization")
        if header is not None and is_api(request):
            try:
                _identify(request, header)
            except TokenRefused as refused:
                answer = problem_response(request, refused)
                answer.headers["WWW-Authenticate"] = "Bearer"
                return answer
        return self.get_response(request)


def _identify(request: HttpRequest, header: str) -> None:
    forget(request)
    scheme, _blank, key = header.partition(" ")
    if scheme.lower() != "bearer":
        raise TokenRefused
    with open_city():
        token = recognise(key.strip(), address=address_of(request), at=timezone.now())
        posts = counting_posts_of(token.account)
        if token.unit_id is not None:
            posts = [post for post in posts if post.unit_id == token.unit_id]
        enter(request, token.account, posts)
    request.token = grant_of(token)  # type: ignore[attr-defined]
    request.person = request.token.narrow(request.person)  # type: ignore[attr-defined]
