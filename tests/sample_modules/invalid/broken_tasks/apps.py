"""The module's place among Django's apps."""

from core.db.apps import ModuleApp


class SampleConfig(ModuleApp):
    """An unusable module."""

    name = "broken_tasks"
    label = "mod_broken_tasks"
