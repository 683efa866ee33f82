"""The list of stored files and the units' references stand in the city's shared schema."""

from core.db.apps import CityApp


class FilesConfig(CityApp):
    """Stored files and references to them."""

    name = "core.files"
    label = "files"
