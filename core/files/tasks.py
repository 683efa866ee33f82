"""The clean-up of the store, every day."""

from datetime import datetime, timedelta

from core.files.cleaning import clean
from core.jobs.public import job


@job("files.clean", every=timedelta(days=1), lease=timedelta(hours=2), transaction=False)
def clean_store(*, at: datetime) -> None:
    """Remove what nothing has referred to for the time of grace; a repetition finds the rest."""
    clean(at=at)
