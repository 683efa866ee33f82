"""What only shows when the module is loaded: tables, hooks, addresses.

Runs in a process of its own (``core.modules.check.__main__``) and never touches a database.
"""

import ast
import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import MigrationQuestioner
from django.db.migrations.state import ProjectState
from django.urls import URLPattern, URLResolver

from core.db.unit import KernelForeignKey, UnitModel
from core.modules.check.source import Source
from core.modules.discovery import registry
from core.modules.findings import Finding
from core.modules.manifest import FILE
from core.modules.slots import SLOT_OF_HOOK
from core.web.access import rule_of


def findings(folder: Path) -> Iterator[Finding]:
    """Everything wrong with the loaded module; what kept it from loading comes alone."""
    module = next((one for one in registry() if one.folder.resolve() == folder), None)
    problems = [one for one in registry().problems if folder in one.path.resolve().parents]
    if module is None or problems:
        yield from problems or [Finding("module_unloadable", folder / FILE, 0, {"why": "?"})]
        return
    source = Source(module.folder, module.package, module.manifest)
    config = apps.get_app_config(module.manifest.label)
    yield from check_tables(source, config)
    yield from check_state(source)
    yield from check_hooks(source)
    yield from check_views(source)


def check_tables(source: Source, config: AppConfig) -> Iterator[Finding]:
    """Tables are the unit's, carry the module's name and point at nothing outside."""
    for model in config.get_models(include_auto_created=True):
        path, line = _place(model._meta.auto_created or model)
        if not model._meta.auto_created and not issubclass(model, UnitModel):
            yield source.finding("model_not_unit", path, line, model=model.__name__)
        if not model._meta.db_table.startswith(f"{source.manifest.label}_"):
            yield source.finding("table_misnamed", path, line, table=model._meta.db_table)
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            if code := _broken_key(source, field):
                at = _line_of_field(path, model.__name__, field.name) or line
                to = getattr(field.related_model, "_meta", field.related_model)
                facts = {"field": f"{model.__name__}.{field.name}", "to": to}
                yield source.finding(code, path, at, **facts)


def _broken_key(source: Source, field: models.Field) -> str:
    if field.remote_field is None:
        return ""
    target: Any = field.related_model
    label = target.split(".")[0] if isinstance(target, str) else target._meta.app_label
    if label == source.manifest.label:
        return ""
    if label.startswith("mod_"):
        return "key_to_other_module"
    config = apps.app_configs.get(label)
    if getattr(config, "placement", "city") == "city":
        return "key_to_shared_table"
    return "" if isinstance(field, KernelForeignKey) else "key_to_kernel"


def _place(thing: Any) -> tuple[Path, int]:
    return Path(inspect.getsourcefile(thing) or ""), inspect.getsourcelines(thing)[1]


def _line_of_field(path: Path, model: str, field: str) -> int:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef) and node.name == model:
            for inner in ast.walk(node):
                if isinstance(inner, ast.Name) and inner.id == field:
                    return inner.lineno
    return 0


def check_state(source: Source) -> Iterator[Finding]:
    """The migrations say what the models say."""
    label = source.manifest.label
    loader = MigrationLoader(None)
    detector = MigrationAutodetector(
        loader.project_state(),
        ProjectState.from_apps(apps),
        MigrationQuestioner(specified_apps={label}, dry_run=True),
    )
    changes = detector.changes(graph=loader.graph, trim_to_apps={label}).get(label, [])
    for operation in (each for migration in changes for each in migration.operations):
        yield source.finding("migration_outstanding", "models.py", 0, step=operation.describe())


def check_hooks(source: Source) -> Iterator[Finding]:
    """The manifest names exactly the slots that the hooks fill; misfits were not loaded."""
    hooks = import_module(f"{source.package}.hooks")
    filled = {slot for hook, slot in SLOT_OF_HOOK.items() if hasattr(hooks, hook)}
    for slot in sorted(filled - set(source.manifest.slots)):
        yield source.finding("slot_undeclared", "module.toml", 0, slot=slot)
    for slot in sorted(set(source.manifest.slots) - filled):
        yield source.finding("slot_unfilled", "module.toml", 0, slot=slot)


def check_views(source: Source) -> Iterator[Finding]:
    """Every address leads to a view that says who may use it, by a declared permission."""
    for part in ("urls", "api_urls"):
        if not (source.folder / f"{part}.py").exists():
            continue
        try:
            patterns = import_module(f"{source.package}.{part}").urlpatterns
        except Exception as broken:  # noqa: BLE001 -- whatever it is, the author must hear it
            yield source.finding("urls_broken", f"{part}.py", 0, why=repr(broken))
            continue
        for view in _views(patterns):
            path, line = _place_of_view(source, view, part)
            rule = rule_of(view)
            permission = rule.permission if rule else ""
            own = permission.startswith(f"{source.name}.")
            if rule is None:
                yield source.finding("view_without_access", path, line, view=view.__name__)
            elif own and permission not in source.manifest.permission_codes:
                yield source.finding("permission_undeclared", path, line, permission=permission)


def _views(patterns: list[URLPattern | URLResolver]) -> Iterator[Callable[..., Any]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns)
        elif pattern.callback is not None:
            yield pattern.callback


def _place_of_view(source: Source, view: Any, part: str) -> tuple[Path, int]:
    thing = getattr(view, "view_class", None) or getattr(view, "cls", None) or inspect.unwrap(view)
    try:
        path, line = _place(thing)
    except (OSError, TypeError):
        return source.folder / f"{part}.py", 0
    return (path, line) if source.folder in path.parents else (source.folder / f"{part}.py", 0)
