"""How many requests a minute: by person, by token, and by unit, so that one does not starve others.

Counted in the shared cache (``CACHE_URL``; without one, each process counts for itself).
"""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

if TYPE_CHECKING:
    from rest_framework.views import APIView

_WINDOW = 60


class FairShare(BaseThrottle):
    """Lets a minute's share through; what comes beyond waits for the next minute."""

    def allow_request(self, request: Request, view: "APIView") -> bool:  # noqa: ARG002
        """Whether everyone whose request this is has some of this minute's share left."""
        return all(_count(whose) <= limit for whose, limit in _shares(request))

    def wait(self) -> float:
        """Seconds until the next minute begins."""
        return _WINDOW - time.time() % _WINDOW


def _shares(request: Request) -> Iterator[tuple[str, int]]:
    asked = request._request
    token, unit = getattr(asked, "token", None), getattr(asked, "unit_row", None)
    account = getattr(asked, "account", None)
    if token is not None:
        yield f"token:{token.id}", settings.API_PER_PERSON
    elif account is not None:
        yield f"person:{account.pk}", settings.API_PER_PERSON
    if unit is not None:
        yield f"unit:{unit.id}", settings.API_PER_UNIT


def _count(whose: str) -> int:
    """This request included; the count holds opaque ids and nothing of a unit."""
    key = f"city:api:{whose}:{int(time.time() // _WINDOW)}"
    if cache.add(key, 1, timeout=2 * _WINDOW):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # it was thrown out between the two
        return 1
