"""The module host and its ledger; the ledger stands in the city's shared schema."""

from core.db.apps import CityApp


class ModulesConfig(CityApp):
    """The module host and its ledger."""

    name = "core.modules"
    label = "modules"

    def ready(self) -> None:
        """Load the hooks of every module and give their lines to the page frame."""
        from core.modules.startup import start  # noqa: PLC0415 -- needs Django's apps loaded

        start()
