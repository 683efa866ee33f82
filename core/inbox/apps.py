"""Inbox items stand in the city's shared schema; the workbench shows them."""

from core.db.apps import CityApp


class InboxConfig(CityApp):
    """What waits for each person."""

    name = "core.inbox"
    label = "inbox"

    def ready(self) -> None:
        """Put the workbench into the frame of every page."""
        from core.inbox.frame import register  # noqa: PLC0415 -- needs Django's apps to be loaded

        register()
