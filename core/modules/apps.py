"""The module host and its ledger; the ledger stands in the city's shared schema."""

from core.db.apps import CityApp


class ModulesConfig(CityApp):
    """The module host and its ledger."""

    name = "core.modules"
    label = "modules"

    def ready(self) -> None:
        """Load the hooks of every module and give their lines to the page frame."""
        from core.modules import pages  # noqa: PLC0415 -- needs Django's apps to be loaded
        from core.modules.discovery import registry  # noqa: PLC0415 -- as above
        from core.modules.loading import host, leave_out_broken_apps  # noqa: PLC0415 -- as above
        from core.ui import frame  # noqa: PLC0415 -- as above

        leave_out_broken_apps(registry())
        host()
        frame.menu_sources.append(pages.menu_lines)
