"""Where an app's tables stand. Every app of CityDesk is one of these three kinds."""

from typing import ClassVar

from django.apps import AppConfig


class CityApp(AppConfig):
    """An app whose tables are shared and stand once, in the schema ``city``."""

    placement: ClassVar[str] = "city"


class UnitApp(AppConfig):
    """A kernel app whose tables stand in every unit's own schema."""

    placement: ClassVar[str] = "unit"


class ModuleApp(AppConfig):
    """A module's app: its tables stand only in the schemas of units that installed it.

    The label is ``mod_<module name>``, so no table can collide with a kernel table.
    """

    placement: ClassVar[str] = "module"
