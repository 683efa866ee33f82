"""One act, as it was: names and titles are kept as they were on the day."""

from django.db import models

from core.db.unit import UnitModel


class AuditEntry(UnitModel):
    """A line of the unit's trail. The application may add lines, never change or remove one.

    .. pii: person_name and title name a civil servant
    .. pii_retention: as long as the unit's documents
    """

    append_only = True

    at = models.DateTimeField()
    account_id = models.UUIDField(null=True)
    person_name = models.CharField(max_length=50)
    title = models.CharField(max_length=50)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=100)
    detail = models.JSONField(default=dict)

    class Meta:
        db_table = "audit_entry"
        indexes = (models.Index(fields=["at"], name="audit_by_time"),)
