"""Official documents as a Django app."""

from core.db.apps import ModuleApp


class OfficialDocumentsConfig(ModuleApp):
    """公文管理."""

    name = "plugins.mandatory.official_documents"
    label = "mod_official_documents"
    verbose_name = "公文管理"
