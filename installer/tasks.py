"""The console's work that takes longer than a page may."""

from uuid import UUID

from core.jobs.public import job
from installer.imports import register_confirmed


@job("installer.register")
def register_import(*, import_id: str, by_id: str) -> None:
    """Register the units of a confirmed list and have them made."""
    register_confirmed(key=UUID(import_id), by_id=UUID(by_id))
