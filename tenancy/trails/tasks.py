"""Verifying in the background, for the audit administrator's page."""

from datetime import datetime, timedelta
from time import monotonic
from uuid import UUID

from django.utils import timezone

from core.audit.public import record
from core.context import open_city
from core.contracts.people import Person
from core.evidence.models import TrailCheck
from core.jobs.public import enqueue, job
from core.units.models import Unit
from tenancy.trails.checking import Verified, verify
from tenancy.trails.reading import Trail

#: How often the page learns how far it is.
_TELL_EVERY = 1.0
#: All units of a city with years of lines; a verification that dies is begun again.
_LONGEST = timedelta(hours=2)


def ask_for_check(trail: Trail, *, by: Person, at: datetime) -> TrailCheck:
    """Have ``trail`` verified (the city's own: all trails) after the open transaction commits."""
    units = 1 if trail.unit_id else Unit.objects.filter(provisioned_at__isnull=False).count()
    check = TrailCheck.objects.create(
        unit_id=trail.unit_id, asked_by=by.name, asked_at=at, total=max(1, units)
    )
    record("audit.verified", by=by, at=at, subject=trail.code)
    enqueue("tenancy.verify_trails", check_id=check.pk, code=trail.code)
    return check


@job("tenancy.verify_trails", transaction=False, lease=_LONGEST, attempts=3)
def verify_trails(*, check_id: str, code: str) -> None:
    """Verify and keep what was found."""
    told = 0.0

    def tell(so_far: Verified) -> None:
        nonlocal told
        if monotonic() - told > _TELL_EVERY:
            told = monotonic()
            _keep(check_id, so_far, None)

    _keep(check_id, verify(code or None, progress=tell), timezone.now())


def _keep(check_id: str, found: Verified, at: datetime | None) -> None:
    with open_city():
        TrailCheck.objects.filter(pk=UUID(check_id)).update(
            units=found.units, entries=found.entries, bad=found.bad, finished_at=at
        )
