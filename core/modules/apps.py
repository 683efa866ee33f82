"""The module ledger stands in the city's shared schema."""

from core.db.apps import CityApp


class ModulesConfig(CityApp):
    """The module host and its ledger."""

    name = "core.modules"
    label = "modules"
