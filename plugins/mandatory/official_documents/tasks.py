"""Work after the commit: a unit's clerks hear of a document that was sent to it."""

from datetime import datetime
from uuid import UUID

from core.jobs.public import job
from plugins.mandatory.official_documents.services.telling import tell_of_arrival


@job("official_documents.tell_arrival")
def tell_arrival(*, envelope_id: str, at: datetime) -> None:
    """In the receiving unit: tell those who may sign."""
    tell_of_arrival(envelope_id=UUID(envelope_id), at=at)
