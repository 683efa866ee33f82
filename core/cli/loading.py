"""Finding what the table names, with Django set up where it is needed."""

import os
from importlib import import_module
from typing import Any

import django
from django.apps import apps
from django.utils import translation

from core.cli.language import language
from core.settings.environment import environment


def load(path: str) -> Any:
    """The object at ``module:name``."""
    module, _colon, name = path.partition(":")
    return getattr(import_module(module), name)


def set_up_django() -> None:
    """Read the settings, load the apps, speak the reader's language.

    Raises ``SettingInvalid`` before Django can wrap it into something unreadable.
    """
    if apps.ready:
        return
    environment()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "core.settings.django")
    django.setup()
    translation.activate(language())
