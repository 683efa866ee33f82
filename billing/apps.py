"""Fees stand in the city's shared schema."""

from core.db.apps import CityApp


class BillingConfig(CityApp):
    """Tariff, fees and payments."""

    name = "billing"
    label = "billing"

    def ready(self) -> None:
        """Post the admission's fee whenever a unit is made."""
        from billing.admission import admission_fee  # noqa: PLC0415  models must be ready
        from tenancy.contributions import on_provision  # noqa: PLC0415

        on_provision(admission_fee)
