"""Notices, their deliveries, people's wishes and the city's gateways: shared tables."""

from core.db.apps import CityApp


class NoticesConfig(CityApp):
    """What people are told, by which channels, and whether it arrived."""

    name = "core.notices"
    label = "notices"
