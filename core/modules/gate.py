"""A module that a unit has not switched on is not there: every address of it answers 404.

The addresses of all modules are known to the process; this is the one place that decides
whether they exist in the unit whose page is asked for.
"""

from collections.abc import Collection

from django.urls import ResolverMatch

from core.errors import NotFound

#: The first part of every module's addresses inside a unit: ``m/<module>/``.
PREFIX = "m"


def refuse_inactive(match: ResolverMatch, active: Collection[str]) -> None:
    """Raise ``NotFound`` if the address is a module's and the module is not in ``active``."""
    module = module_of(match)
    if module is not None and module not in active:
        raise NotFound


def module_of(match: ResolverMatch) -> str | None:
    """The module that the address belongs to, or None for the kernel's own pages."""
    first, _, rest = match.route.partition("/")
    return rest.partition("/")[0] if first == PREFIX else None
