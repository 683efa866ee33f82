"""What the door no longer needs is forgotten, on the scheduler's word."""

from datetime import datetime, timedelta

from django.db.models import Q

from core.identity.models import ActivationCode, Device, LoginAttempt, Session
from core.identity.sessions import IDLE

#: The Cybersecurity Law, article 21: records of who came in are kept six months at least.
ATTEMPTS_KEPT = timedelta(days=190)
CODES_KEPT = timedelta(days=365)


def forget_expired(*, at: datetime) -> int:
    """Delete ended sessions, old attempts and old codes; how many rows went."""
    ended = Session.objects.filter(Q(expires_at__lte=at) | Q(seen_at__lte=at - IDLE))
    attempts = LoginAttempt.objects.filter(at__lt=at - ATTEMPTS_KEPT)
    codes = ActivationCode.objects.filter(expires_at__lt=at - CODES_KEPT)
    phones = Device.objects.filter(
        Q(expires_at__lte=at, revoked_at=None) | Q(revoked_at__lt=at - ATTEMPTS_KEPT)
    )
    return sum(rows.delete()[0] for rows in (ended, attempts, codes, phones))
