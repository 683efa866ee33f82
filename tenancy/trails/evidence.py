"""Evidence for a page: the export as bytes, kept on the server as well."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from core.contracts.people import Person
from tenancy.trails.export import export_trails
from tenancy.trails.reading import Trail


def evidence_of(trail: Trail, *, by: Person, at: datetime) -> bytes:
    """The signed export of one unit's trail, in the city's transaction."""
    stamp = timezone.localtime(at).strftime("%Y%m%d-%H%M%S-%f")
    folder: Path = settings.CITYDESK_HOME / "exports" / "trails"
    path = folder / f"{trail.code}-{stamp}.zip"
    return export_trails(path, code=trail.code, by=by, at=at).path.read_bytes()
