"""The module's place among Django's apps."""

from core.db.apps import ModuleApp


class SampleConfig(ModuleApp):
    """An unusable module."""

    name = "misspelt_hook"
    label = "mod_misspelt_hook"
