"""Departments, members and roles stand in every unit's own schema."""

from core.db.apps import UnitApp


class PeopleConfig(UnitApp):
    """The people of a unit and what they may do there."""

    name = "core.people"
    label = "people"

    def ready(self) -> None:
        """Give the rail its line."""
        from core.people import frame  # noqa: PLC0415 -- needs Django's apps to be loaded

        frame.register()
