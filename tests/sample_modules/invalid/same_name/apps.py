"""The module's place among Django's apps."""

from core.db.apps import ModuleApp


class SampleConfig(ModuleApp):
    """An unusable module."""

    name = "same_name"
    label = "mod_twin"
