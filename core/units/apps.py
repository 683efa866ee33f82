"""Units and organs stand in the city's shared schema."""

from core.db.apps import CityApp


class UnitsConfig(CityApp):
    """The tree of units and the issuing organs."""

    name = "core.units"
    label = "units"
