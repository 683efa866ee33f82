"""What the import linter cannot see: keys, names of models and addresses, marks, migrations.

Modules are checked one by one by ``citydesk modules check`` (``tests/modules``); here stands
what holds for the kernel and for all apps together.
"""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from core.db.apps import CityApp, ModuleApp, UnitApp
from core.modules.check.data import _NAMED, _UNNAMED
from core.modules.discovery import registry
from core.settings.environment import PROJECT

PARTS = ("core", "tenancy", "billing", "installer")
OWN_APPS = [
    config for config in apps.get_app_configs() if isinstance(config, CityApp | UnitApp | ModuleApp)
]
OWN_MODELS = [model for config in OWN_APPS for model in config.get_models()]
NAMES = "|".join(registry().names)


def files(pattern):
    found = (path for part in PARTS for path in (PROJECT / part).rglob(pattern))
    return [path for path in found if "tests" not in path.parts and "files" not in path.parts]


def keys_across(model: type[models.Model]) -> list[str]:
    """The foreign keys of a model that leave the tables it may point at."""
    here = apps.get_app_config(model._meta.app_label)
    crossing = []
    for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
        if field.remote_field is None:
            continue
        there = apps.get_app_config(field.related_model._meta.app_label)
        placements = getattr(here, "placement", "city"), getattr(there, "placement", "city")
        allowed = {("city", "city"), ("unit", "unit"), ("module", "unit")}
        if placements not in allowed and here is not there:
            crossing.append(f"{model._meta.label}.{field.name} -> {there.label}")
    return crossing


@pytest.mark.parametrize("model", OWN_MODELS, ids=lambda model: model._meta.label)
def test_no_key_joins_a_unit_with_the_city_or_one_module_with_another(model):
    assert keys_across(model) == []


def test_the_guard_sees_a_key_that_is_given_as_text():
    class Elsewhere(models.Model):
        unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")

        class Meta:
            app_label = "people"

    try:
        assert keys_across(Elsewhere) == ["people.Elsewhere.unit -> units"]
    finally:
        del apps.all_models["people"]["elsewhere"]
        apps.clear_cache()


@pytest.mark.parametrize("model", OWN_MODELS, ids=lambda model: model._meta.label)
def test_every_model_says_whether_it_is_about_people(model):
    told = model.__doc__ or ""

    assert ".. pii:" in told or ".. no_pii:" in told


@pytest.mark.parametrize("model", OWN_MODELS, ids=lambda model: model._meta.label)
def test_only_tables_of_modules_carry_a_modules_name(model):
    config = apps.get_app_config(model._meta.app_label)
    is_module = isinstance(config, ModuleApp)

    assert model._meta.db_table.startswith("mod_") is is_module


def test_no_table_of_a_unit_hides_a_shared_one():
    """A unit's transaction looks into its own schema first, then into the city's."""
    names = {True: set(), False: set()}
    for model in OWN_MODELS:
        config = apps.get_app_config(model._meta.app_label)
        names[isinstance(config, CityApp)].add(model._meta.db_table)

    assert names[True] & names[False] == set()


@pytest.mark.parametrize(
    "path",
    [path for path in files("migrations/*.py") if path.name != "__init__.py"],
    ids=lambda path: f"{path.parts[-3]}/{path.stem}",
)
def test_every_migration_was_named_by_a_person(path):
    assert _NAMED.fullmatch(path.stem)
    assert not _UNNAMED.fullmatch(path.stem)


def module_words(path: Path) -> list[str]:
    """Where a file of the kernel speaks of a module: its addresses, templates or models."""
    text = path.read_text(encoding="utf-8")
    address = rf"\b(?:{NAMES}):[a-z_]+\b|[\"'](?:{NAMES})/[a-z_/]+\.html|mod_(?:{NAMES})\b"
    return re.findall(address, text)


@pytest.mark.parametrize("pattern", ["*.py", "*.html"])
def test_the_kernel_knows_no_module(pattern):
    outside_the_demo = [path for path in files(pattern) if "demo" not in path.parts]
    speaking = {
        str(path.relative_to(PROJECT)): words
        for path in outside_the_demo
        if (words := [word for word in module_words(path) if not _is_example(path, word)])
    }

    assert speaking == {}


def _is_example(path: Path, word: str) -> bool:
    """Docstrings explain with examples; code does not."""
    if path.suffix != ".py":
        return False
    tree = ast.parse(path.read_text(encoding="utf-8"))
    holders = ast.Module | ast.ClassDef | ast.FunctionDef
    told = [ast.get_docstring(node) or "" for node in ast.walk(tree) if isinstance(node, holders)]
    return any(word in text for text in told)


def test_the_guard_sees_an_address_of_a_module(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("{% url 'bulletin:list' %} {% include 'bulletin/card.html' %}")

    assert module_words(page) == ["bulletin:list", "'bulletin/card.html"]


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "misc"])
def test_there_is_no_drawer_for_odds_and_ends(name):
    everywhere = [*PARTS, "plugins", "tests"]
    found = [path for part in everywhere for path in (PROJECT / part).rglob(f"{name}*")]

    assert [path for path in found if path.suffix in {"", ".py"}] == []


def test_no_file_is_longer_than_a_sitting():
    lengths = {
        str(path.relative_to(PROJECT)): path.read_text(encoding="utf-8").count("\n")
        for part in [*PARTS, "plugins"]
        for path in (PROJECT / part).rglob("*.py")
        if "migrations" not in path.parts
    }

    assert {name: count for name, count in lengths.items() if count > 400} == {}
