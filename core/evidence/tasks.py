"""What the clock does with the evidence."""

from datetime import datetime, timedelta

from core.evidence.sealing import seal
from core.jobs.public import job


@job("evidence.seal", every=timedelta(minutes=1))
def seal_waiting_lines(*, at: datetime) -> None:
    """Seal and sign whatever was written since the last minute."""
    seal(at=at)
