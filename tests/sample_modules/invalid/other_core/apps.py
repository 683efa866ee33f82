"""The module's place among Django's apps."""

from core.db.apps import ModuleApp


class SampleConfig(ModuleApp):
    """An unusable module."""

    name = "other_core"
    label = "mod_other_core"
