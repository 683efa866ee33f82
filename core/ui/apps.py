"""The interface has templates, styles and scripts, and no tables."""

from core.db.apps import CityApp


class UiConfig(CityApp):
    """Page frame, components, style guide."""

    name = "core.ui"
    label = "ui"
