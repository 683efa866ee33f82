"""Inbox items stand in the city's shared schema; ``core.workbench`` shows them."""

from core.db.apps import CityApp


class InboxConfig(CityApp):
    """What waits for each person."""

    name = "core.inbox"
    label = "inbox"
