"""One act, as it was: names and titles are kept as they were on the day."""

from django.db import models

from core.audit.entry import TrailEntry
from core.db.unit import UnitModel


class AuditEntry(UnitModel, TrailEntry):
    """A line of the unit's trail. The application may add lines, never change or remove one.

    .. pii: person_name, title, acting_for, address and device tell of a civil servant
    .. pii_retention: as long as the unit's documents
    """

    append_only = True

    class Meta:
        db_table = "audit_entry"
        indexes = (models.Index(fields=["at"], name="audit_by_time"),)
