"""What modules may use of the job queue."""

from core.jobs.queue import enqueue
from core.jobs.registry import UnknownJob, WrongJobArguments, job

__all__ = ["UnknownJob", "WrongJobArguments", "enqueue", "job"]
