"""The job that decides and delivers, as it is put into the queue."""

from datetime import datetime, timedelta
from uuid import UUID

from core.context import UnitRef, current_scope
from core.jobs.public import enqueue

#: Declared in ``core.notices.tasks``.
SEND = "notices.send"


def enqueue_sending(unit_id: UUID | None, *, run_at: datetime | None = None) -> None:
    """Have the notices of a unit (None: the city's own) sent now, or soon after ``run_at``.

    For later, the time is rounded up to the minute and accepted once: many deliveries that
    wait share one job.
    """
    scope = current_scope()
    elsewhere = unit_id is not None and (scope is None or scope.key != unit_id)
    unit = UnitRef(unit_id, "") if unit_id is not None and elsewhere else None
    if run_at is None:
        enqueue(SEND, unit=unit)
        return
    minute = run_at.replace(second=0, microsecond=0) + timedelta(minutes=1)
    enqueue(SEND, unit=unit, key=f"{SEND}@{minute:%Y%m%d%H%M}", run_at=minute)
