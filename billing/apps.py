"""Fees stand in the city's shared schema."""

from core.db.apps import CityApp


class BillingConfig(CityApp):
    """Tariff, fees and payments."""

    name = "billing"
    label = "billing"

    def ready(self) -> None:
        """Post fees in the transactions that cause them; answer the consoles' questions."""
        from billing import menu  # noqa: PLC0415  models must be ready
        from billing.admission import admission_fee  # noqa: PLC0415
        from billing.desk import Desk  # noqa: PLC0415
        from billing.priced import module_fee  # noqa: PLC0415
        from core.contracts.fees import offer  # noqa: PLC0415
        from tenancy.contributions import on_module, on_provision  # noqa: PLC0415

        on_provision(admission_fee)
        on_module(module_fee)
        offer(Desk())
        menu.register()
