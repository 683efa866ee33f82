"""Which apps have tables where."""

from django.apps import AppConfig, apps


def placed(placement: str) -> list[AppConfig]:
    """The apps whose tables stand in ``city``, in every ``unit``, or with a ``module``."""
    return [app for app in apps.get_app_configs() if getattr(app, "placement", "city") == placement]


def labels(placement: str) -> list[str]:
    """Their labels."""
    return [app.label for app in placed(placement)]
