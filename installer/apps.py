"""The consoles' own tables stand in the city's shared schema."""

from core.db.apps import CityApp


class InstallerConfig(CityApp):
    """The city console, and the page where a unit chooses its modules."""

    name = "installer"
    label = "installer"

    def ready(self) -> None:
        """Put the consoles into the page frame."""
        from installer import menu  # noqa: PLC0415  needs Django's apps to be loaded

        menu.register()
