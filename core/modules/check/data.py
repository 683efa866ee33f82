"""What can be seen of models and migrations without running them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from core.modules.check.source import Source, called
from core.modules.findings import Finding

_NAMED = re.compile(r"\d{4}_[a-z][a-z0-9_]*")
_UNNAMED = re.compile(r"\d{4}_(initial|auto_.*|.*_auto_\d+.*)")
_ROW_KINDS = frozenset({"UnitModel", "CityModel", "Model"})


def check_marks(source: Source) -> Iterator[Finding]:
    """Every model says whether it holds personal data."""
    for path, tree in source.code.items():
        for model in _models(tree):
            told = ast.get_docstring(model) or ""
            if ".. pii:" not in told and ".. no_pii:" not in told:
                yield source.finding("pii_mark_missing", path, model, model=model.name)


def _models(tree: ast.Module) -> Iterator[ast.ClassDef]:
    """The classes that become tables, also through a base in the same file."""
    known = set(_ROW_KINDS)
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and known & {_last_name(base) for base in node.bases}:
            known.add(node.name)
            yield node


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def check_migrations(source: Source) -> Iterator[Finding]:
    """Migrations have names of people's making, go back as well, and stand on their own."""
    for path, tree in source.trees.items():
        within = source.within(path)
        if within.parts[0] != "migrations" or within.name == "__init__.py":
            continue
        if not _NAMED.fullmatch(path.stem) or _UNNAMED.fullmatch(path.stem):
            yield source.finding("migration_unnamed", path)
        for node in ast.walk(tree):
            yield from _check_step(source, path, node)


def _check_step(source: Source, path: Path, node: ast.AST) -> Iterator[Finding]:
    if isinstance(node, ast.Call):
        name = called(node)
        given = {keyword.arg for keyword in node.keywords}
        if name == "RunPython":
            yield source.finding("migration_runs_code", path, node)
        elif name == "RunSQL" and len(node.args) < 2 and "reverse_sql" not in given:
            yield source.finding("migration_irreversible", path, node)
        elif name.endswith("Concurrently"):
            yield source.finding("migration_not_atomic", path, node)
    elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
        targets = {target.id for target in node.targets if isinstance(target, ast.Name)}
        if "atomic" in targets and node.value.value is False:
            yield source.finding("migration_not_atomic", path, node)
