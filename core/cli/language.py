"""The language of the command line, and texts said before Django is set up."""

import gettext
import os
from functools import cache

from core.settings.environment import PROJECT, SettingInvalid, environment


@cache
def language() -> str:
    """``zh-hans``, or ``en`` where CITYDESK_LANGUAGE or the machine's LANG says so."""
    try:
        chosen = environment().language
    except SettingInvalid:
        chosen = None
    machine = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return chosen or ("en" if machine.startswith("en") else "zh-hans")


def said(text: str) -> str:
    """``text`` (Chinese) in the language of the command line; needs no Django."""
    return _catalogue().gettext(text)


@cache
def _catalogue() -> gettext.NullTranslations:
    folder = PROJECT / "core" / "locale"
    return gettext.translation("django", folder, [language()], fallback=True)
