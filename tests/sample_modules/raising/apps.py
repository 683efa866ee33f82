"""The module's place among Django's apps."""

from core.db.apps import ModuleApp


class RaisingConfig(ModuleApp):
    """A module that fails."""

    name = "raising"
    label = "mod_raising"
