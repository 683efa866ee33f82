"""Official documents as a Django app."""

from django.utils.translation import gettext_lazy as _

from core.db.apps import ModuleApp


class OfficialDocumentsConfig(ModuleApp):
    """公文管理."""

    name = "plugins.mandatory.official_documents"
    label = "mod_official_documents"
    verbose_name = _("公文管理")
