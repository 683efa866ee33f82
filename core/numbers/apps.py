"""The number ledger stands in the city's shared schema."""

from core.db.apps import CityApp


class NumbersConfig(CityApp):
    """The ledger of numbers and its counters."""

    name = "core.numbers"
    label = "numbers"
