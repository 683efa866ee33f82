"""Carrying out a reform: the shared record in one transaction, schemas after it by jobs."""

from datetime import datetime
from uuid import UUID

from core.contracts.people import Person
from core.jobs.public import enqueue
from core.units.models import Reform
from core.units.reform import Outcome, carry_out_reform
from tenancy.tasks import request_making


def carry_out(*, key: UUID, by: Person, at: datetime) -> Outcome:
    """Carry the reform out; in the same transaction its new units and ended ones are queued.

    A unit that ended is closed from the commit on; its schema is exported and shut by a job.
    """
    outcome = carry_out_reform(reform_id=key, by=by, at=at)
    if outcome.created:
        request_making(run=f"reform:{key}", at=at)
    title = Reform.objects.values_list("title", flat=True).get(pk=key)
    for unit in outcome.closed:
        enqueue("tenancy.seal", key=f"seal:{unit.id}", unit_code=unit.code, reason=title)
    return outcome
