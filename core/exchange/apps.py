"""Envelopes and receipts stand in the city's shared schema."""

from core.db.apps import CityApp


class ExchangeConfig(CityApp):
    """The exchange of documents between units."""

    name = "core.exchange"
    label = "exchange"
