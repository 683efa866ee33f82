"""Addresses that cross the border between a unit's pages and the city's.

Inside a unit's page ``reverse`` stays in that unit (script prefix ``/u/<code>/``). These
two functions leave it on purpose.
"""

from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, reverse, set_script_prefix

UNIT_URLS = "core.settings.unit_urls"


def city_url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a city page (log-in, city console, preferences), wherever it is asked."""
    return _reversed("/", settings.ROOT_URLCONF, name, args, kwargs)


def unit_url(code: str, name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a page of the unit ``code``, wherever it is asked."""
    return _reversed(f"/u/{code}/", UNIT_URLS, name, args, kwargs)


def known_city_url(name: str) -> str:
    """Like ``city_url``, or '' where this installation has no such page."""
    try:
        return city_url(name)
    except NoReverseMatch:
        return ""


def _reversed(prefix: str, urlconf: str, name: str, args: Any, kwargs: Any) -> str:
    outer = get_script_prefix()
    set_script_prefix(prefix)
    try:
        return reverse(name, urlconf=urlconf, args=args or None, kwargs=kwargs or None)
    finally:
        set_script_prefix(outer)
