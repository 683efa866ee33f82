"""Which tables a migration may make: shared ones by the owner, a unit's by compiled DDL."""

from typing import Any

from django.apps import apps
from django_tenants.routers import TenantSyncRouter


class PlacementRouter(TenantSyncRouter):
    """Decides by the app's placement alone; the ledger decides which unit has which module."""

    def allow_migrate(self, db: str, app_label: str, *_: Any, **__: Any) -> bool:
        """City tables are migrated through ``owner``, unit and module tables through ``ddl``."""
        placement = getattr(apps.get_app_config(app_label), "placement", "city")
        return db == ("owner" if placement == "city" else "ddl")
