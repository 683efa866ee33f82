"""Grants to look at the units below stand in the city's shared schema."""

from core.db.apps import CityApp


class OversightConfig(CityApp):
    """Who may see what of which branch of the city's tree."""

    name = "core.oversight"
    label = "oversight"

    def ready(self) -> None:
        """Give the city's pages their lines."""
        from core.oversight.frame import register  # noqa: PLC0415 -- needs Django's apps to be loaded

        register()
