"""The API's own tables stand in the city's shared schema."""

from core.db.apps import CityApp


class ApiConfig(CityApp):
    """The programs' door."""

    name = "core.api"
    label = "api"

    def ready(self) -> None:
        """Put the tokens into the person's menu."""
        from core.api.frame import register  # noqa: PLC0415 -- needs Django's apps to be loaded

        register()
