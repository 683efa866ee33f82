"""The API's own tables stand in the city's shared schema."""

from core.db.apps import CityApp


class ApiConfig(CityApp):
    """The programs' door."""

    name = "core.api"
    label = "api"
