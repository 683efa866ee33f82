"""Jobs stand in the city's shared schema; each app declares its own in ``tasks.py``."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from core.db.apps import CityApp, ModuleApp


class JobsConfig(CityApp):
    """The queue of jobs."""

    name = "core.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Let every app declare its jobs; a module whose jobs do not load is left out."""
        for config in apps.get_app_configs():
            try:
                if find_spec(f"{config.name}.tasks"):
                    import_module(f"{config.name}.tasks")
            except Exception as broken:
                if not isinstance(config, ModuleApp):
                    raise
                config.fault = broken
