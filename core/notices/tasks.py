"""Deciding and delivering, the net under it, and forgetting."""

from datetime import datetime, timedelta
from uuid import UUID

from core.context import UnitRef
from core.jobs.public import enqueue_for_units, job
from core.notices.models import Delivery, DeliveryState, PersonalNotice
from core.notices.queueing import SEND, enqueue_sending
from core.notices.sending import send_notices
from core.units.kinds import State
from core.units.models import Unit

#: What was read is kept so long.
KEEP_READ = timedelta(days=365)
#: What should have moved for so long was forgotten by a job that died.
_OVERDUE = timedelta(minutes=5)
_AT_ONCE = 5000


@job(SEND, transaction=False)
def send(*, at: datetime, unit: UnitRef | None = None) -> None:
    """Deliver what waits in the unit that told its people (or of the city's own).

    It works in the city's transactions, since people's wishes and gateways are not the
    unit's to see, and touches nothing but this unit's notices.
    """
    send_notices(unit.id if unit else None, at=at)


@job("notices.sweep", every=timedelta(minutes=5))
def sweep(*, at: datetime) -> None:
    """Have sent what is overdue, whatever became of its job."""
    late = at - _OVERDUE
    due = Delivery.objects.filter(state=DeliveryState.WAITING, next_at__lt=late)
    new = PersonalNotice.objects.filter(planned_at=None, created_at__lt=late)
    late_ones: set[UUID | None] = {
        *due.values_list("unit_id", flat=True).distinct(),
        *new.values_list("unit_id", flat=True).distinct(),
    }
    active = Unit.objects.filter(pk__in=[key for key in late_ones if key], state=State.ACTIVE)
    enqueue_for_units(SEND, units=active.values_list("pk", flat=True))
    if None in late_ones:
        enqueue_sending(None)


@job("notices.prune", every=timedelta(days=1))
def prune(*, at: datetime) -> None:
    """Forget notices that were read long ago, with their deliveries."""
    old = PersonalNotice.objects.filter(unread=False, read_at__lt=at - KEEP_READ)
    keys = list(old.values_list("pk", flat=True)[:_AT_ONCE])
    PersonalNotice.objects.filter(pk__in=keys).delete()
