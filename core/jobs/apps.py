"""Jobs stand in the city's shared schema; each app declares its own in ``tasks.py``."""

from django.utils.module_loading import autodiscover_modules

from core.db.apps import CityApp


class JobsConfig(CityApp):
    """The queue of jobs."""

    name = "core.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Let every app declare its jobs."""
        autodiscover_modules("tasks")
