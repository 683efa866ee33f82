"""How far the demonstration has been built stands in the city's shared schema."""

from core.db.apps import CityApp


class DemoConfig(CityApp):
    """The demonstration city."""

    name = "installer.demo"
    label = "demo"
