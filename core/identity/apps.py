"""Accounts, posts and sessions stand in the city's shared schema."""

from core.db.apps import CityApp


class IdentityConfig(CityApp):
    """Accounts, the index of posts, sessions and log-in."""

    name = "core.identity"
    label = "identity"

    def ready(self) -> None:
        """Fill the unit switcher and the person's menu of the page frame."""
        from core.identity import frame  # noqa: PLC0415 -- needs Django's apps to be loaded

        frame.register()
