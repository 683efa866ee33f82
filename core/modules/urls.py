"""Where the modules' pages and API stand inside a unit: ``m/<module>/…``.

Included by the unit's two tables of addresses. A module's own ``urls.py`` (pages) and
``api_urls.py`` (API) name their views without prefix; the namespace is the module's name.
"""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from django.urls import URLResolver, include, path

from core.modules.discovery import registry
from core.modules.findings import Finding
from core.modules.gate import PREFIX
from core.modules.registry import Registry


def unit_urlpatterns(modules: Registry | None = None) -> list[URLResolver]:
    """The pages of all modules of this process."""
    return list(_patterns("urls", registry() if modules is None else modules))


def unit_api_urlpatterns(modules: Registry | None = None) -> list[URLResolver]:
    """The API paths of all modules of this process."""
    return list(_patterns("api_urls", registry() if modules is None else modules))


def _patterns(part: str, modules: Registry) -> Iterator[URLResolver]:
    for module in modules:
        try:
            dotted = f"{module.package}.{part}"
            if find_spec(dotted) is None:
                continue
            urls = (import_module(dotted).urlpatterns, module.name)
        # A stranger's broken page must not take all others with it.
        except (Exception, SystemExit) as broken:  # noqa: BLE001
            facts = {"name": module.name, "why": repr(broken)}
            problem = Finding("urls_broken", module.folder / f"{part}.py", 0, facts)
            modules.leave_out(module.name, problem)
        else:
            yield path(f"{PREFIX}/{module.name}/", include(urls, namespace=module.name))
