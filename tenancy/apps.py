"""Tenancy's own tables stand in the city's shared schema."""

from core.db.apps import CityApp


class TenancyConfig(CityApp):
    """Schemas, roles and routes of units."""

    name = "tenancy"
    label = "tenancy"

    def ready(self) -> None:
        """Give each new unit its activation code, and tell modules what has come about."""
        from tenancy.activation import activation_code  # noqa: PLC0415  models must be ready
        from tenancy.announcing import module_came, unit_made  # noqa: PLC0415
        from tenancy.contributions import on_module, on_provision  # noqa: PLC0415

        on_provision(activation_code)
        on_provision(unit_made)
        on_module(module_came)
