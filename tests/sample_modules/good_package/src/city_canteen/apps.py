"""The module's place among Django's apps."""

from core.db.apps import ModuleApp


class CanteenMenuConfig(ModuleApp):
    """The canteen's menu."""

    name = "city_canteen"
    label = "mod_canteen_menu"
