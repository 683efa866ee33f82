"""Every address of the application, found in the URL tables and not listed by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.urls import URLPattern, URLResolver
from django.urls.converters import StringConverter, UUIDConverter
from django.urls.resolvers import RoutePattern

from core.web.access import AccessRule, rule_of

#: What stands for a path argument: nothing of this name or number exists anywhere. Always the
#: same, because every process of a parallel run must find the same tests.
_STAND_IN = {"uuid": "01981111-2222-7333-8444-555566667777", "int": "7", "slug": "nowhere"}


@dataclass(frozen=True)
class Address:
    """One address with the rule of its view; ``path`` has its arguments filled in."""

    path: str
    view: Any

    @property
    def rule(self) -> AccessRule | None:
        """Who may use it, as the view says."""
        return rule_of(self.view)

    def __str__(self) -> str:
        return self.path


def addresses(urlconf: str, prefix: str) -> list[Address]:
    """All addresses of a URL table, below ``prefix``."""
    patterns = import_module(urlconf).urlpatterns
    return [Address(prefix + path, view) for path, view in _walk(patterns, "")]


def _walk(patterns: Any, above: str) -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        path = above + _filled(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield path, pattern.callback


def _filled(pattern: Any) -> str:
    if not isinstance(pattern, RoutePattern):
        return ""
    route = str(pattern)
    for name, converter in pattern.converters.items():
        kind = _kind(converter)
        for written in (f"<{kind}:{name}>", f"<{name}>", f"<slug:{name}>", f"<str:{name}>"):
            route = route.replace(written, _STAND_IN[kind])
    return route


def _kind(converter: Any) -> str:
    if isinstance(converter, UUIDConverter):
        return "uuid"
    return "slug" if isinstance(converter, StringConverter) else "int"
