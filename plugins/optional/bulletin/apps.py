"""The module's tables stand where a unit installed it."""

from core.db.apps import ModuleApp


class BulletinConfig(ModuleApp):
    """通知公告."""

    name = "plugins.optional.bulletin"
    label = "mod_bulletin"
