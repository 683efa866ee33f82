"""A refused act leaves a line, though the transaction of the act itself was undone.

Only what somebody who is logged in may not do; and no more of it than ``MOST`` in an hour for
each account and unit, so that nobody can fill the trail by asking again and again.
"""

from django.core.cache import cache
from django.utils import timezone

from core.audit.public import Result, record
from core.errors import DomainError, PermissionRefused
from core.web.request import VisitorRequest

#: In an hour, for one account in one unit, by the count of one process (or of the shared cache).
MOST = 20
_HOUR = 3600


def note_refusal(request: VisitorRequest, refusal: DomainError) -> None:
    """Write that the person was refused; the last line of an hour says that it is the last."""
    person = request.person
    if person is None or not isinstance(refusal, PermissionRefused):
        return
    key = f"refusals:{person.account_id.hex}"
    cache.add(key, 0, _HOUR)
    count = cache.incr(key)
    if count > MOST:
        return
    record(
        "access.refused",
        by=person,
        at=timezone.now(),
        subject=str(refusal.facts.get("permission", "")),
        result=Result.REFUSED,
        method=request.method,
        path=request.path,
        **({"last_of_the_hour": True} if count == MOST else {}),
    )
