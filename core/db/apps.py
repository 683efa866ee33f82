"""Where an app's tables stand. Every app of CityDesk is one of these three kinds."""

from typing import Any, ClassVar

from django.apps import AppConfig


class _Placed(AppConfig):
    """Lets Django find the one configuration of an app among the imported bases."""

    default = False
    placement: ClassVar[str]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "default" not in cls.__dict__:
            cls.default = True


class CityApp(_Placed):
    """An app whose tables are shared and stand once, in the schema ``city``."""

    default = False
    placement = "city"


class UnitApp(_Placed):
    """A kernel app whose tables stand in every unit's own schema."""

    default = False
    placement = "unit"


class ModuleApp(_Placed):
    """A module's app: its tables stand only in the schemas of units that installed it.

    The label is ``mod_<module name>``, so no table can collide with a kernel table.
    """

    default = False
    placement = "module"

    #: Why the module's models do not load (``core.modules`` then leaves it out), or None.
    fault: Exception | None = None

    def import_models(self) -> None:
        """Load the models; a stranger's broken code must not stop the whole platform."""
        try:
            super().import_models()
        except Exception as broken:  # noqa: BLE001
            self.fault = broken
