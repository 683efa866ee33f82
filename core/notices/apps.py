"""Notices, their deliveries, people's wishes and the city's gateways: shared tables."""

from core.db.apps import CityApp


class NoticesConfig(CityApp):
    """What people are told, by which channels, and whether it arrived."""

    name = "core.notices"
    label = "notices"

    def ready(self) -> None:
        """Hang up the bell; make the driver of HTTP gateways known."""
        from core.notices import channels, frame  # noqa: PLC0415 -- needs Django's apps to be loaded

        frame.register()
        channels.register_own()
