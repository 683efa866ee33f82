"""A browser's own description, made short enough to recognise one's device by."""

import re

from django.http import HttpRequest
from django.utils.translation import gettext as _

#: In this order: Edge and 微信 also call themselves Chrome, Chrome calls itself Safari.
_BROWSERS = (
    ("微信", r"MicroMessenger"),
    ("Edge", r"Edg[eA]?/|EdgiOS"),
    ("Firefox", r"Firefox/|FxiOS"),
    ("Chrome", r"Chrome/|CriOS"),
    ("Safari", r"Safari/"),
)
_SYSTEMS = (
    ("HarmonyOS", r"HarmonyOS|OpenHarmony"),
    ("Android", r"Android"),
    ("iOS", r"iPhone|iPad"),
    ("Windows", r"Windows"),
    ("macOS", r"Mac OS X"),
    ("Linux", r"Linux"),
)


def device_of(request: HttpRequest) -> str:
    """What the session list keeps of the browser: the description itself, cut to fit."""
    return request.headers.get("User-Agent", "")[:200]


def device_name(description: str) -> str:
    """``Chrome · Windows``, or words for an unknown one."""
    found = [_first(_BROWSERS, description), _first(_SYSTEMS, description)]
    return " · ".join(filter(None, found)) or _("未知设备")


def _first(names: tuple[tuple[str, str], ...], description: str) -> str:
    return next((name for name, pattern in names if re.search(pattern, description)), "")
