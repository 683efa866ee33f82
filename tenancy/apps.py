"""Tenancy's own tables stand in the city's shared schema."""

from core.db.apps import CityApp


class TenancyConfig(CityApp):
    """Schemas, roles and routes of units."""

    name = "tenancy"
    label = "tenancy"
