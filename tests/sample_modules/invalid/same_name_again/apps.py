"""The module's place among Django's apps."""

from core.db.apps import ModuleApp


class SampleConfig(ModuleApp):
    """An unusable module."""

    name = "same_name_again"
    label = "mod_twin"
