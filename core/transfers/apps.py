"""Transfers stand in the city's shared schema: two units have to do with each."""

from core.db.apps import CityApp


class TransfersConfig(CityApp):
    """People on their way from one unit to another."""

    name = "core.transfers"
    label = "transfers"

    def ready(self) -> None:
        """Show at the tab how many wait for the unit's word."""
        from core.people.views.parts import counts  # noqa: PLC0415 -- needs Django's apps
        from core.transfers.selectors import waiting_here  # noqa: PLC0415 -- as above

        counts["transfers:listing"] = waiting_here
