"""The trail stands in every unit's schema."""

from core.db.apps import UnitApp


class AuditConfig(UnitApp):
    """A unit's append-only trail."""

    name = "core.audit"
    label = "audit"
