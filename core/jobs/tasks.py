"""The queue's own housekeeping."""

from datetime import datetime, timedelta

from core.jobs.models import Job, JobState
from core.jobs.registry import job

#: How long the trace of a finished job is kept; dead ones stay until an operator acts.
KEEP_DONE = timedelta(days=30)


@job("jobs.prune", every=timedelta(days=1))
def prune_done_jobs(*, at: datetime) -> None:
    """Forget jobs that were done long ago."""
    Job.objects.filter(state=JobState.DONE, finished_at__lt=at - KEEP_DONE).delete()
