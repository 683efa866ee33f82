"""What modules may use of the job queue."""

from core.jobs.queue import enqueue, enqueue_for_units
from core.jobs.registry import CitysOwnJob, UnknownJob, WrongJobArguments, job

__all__ = ["CitysOwnJob", "UnknownJob", "WrongJobArguments", "enqueue", "enqueue_for_units", "job"]
