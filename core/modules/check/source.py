"""A module's files, read once, and how a broken rule is told with its place."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from core.modules.findings import Finding
from core.modules.manifest import Manifest


@dataclass(frozen=True)
class Source:
    """The folder of a module with its manifest; ``package`` is its dotted name."""

    folder: Path
    package: str
    manifest: Manifest

    @property
    def name(self) -> str:
        """The module's name."""
        return self.manifest.name

    @cached_property
    def python(self) -> tuple[Path, ...]:
        """The module's Python files without tests; broken ones too."""
        files = self.folder.rglob("*.py")
        return tuple(
            sorted(path for path in files if not {"tests", "build"} & set(self.within(path).parts))
        )

    @cached_property
    def trees(self) -> dict[Path, ast.Module]:
        """The syntax of every Python file that has one."""
        parsed: dict[Path, ast.Module] = {}
        for path in self.python:
            try:
                parsed[path] = ast.parse(path.read_text(encoding="utf-8"))
            except (SyntaxError, ValueError):
                continue
        return parsed

    @property
    def relative_trees(self) -> dict[Path, ast.Module]:
        """The same, by the path inside the module."""
        return {self.within(path): tree for path, tree in self.trees.items()}

    @cached_property
    def code(self) -> dict[Path, ast.Module]:
        """The syntax of what runs in pages: without migrations."""
        return {
            path: tree
            for path, tree in self.trees.items()
            if self.within(path).parts[0] != "migrations"
        }

    @cached_property
    def templates(self) -> dict[Path, str]:
        """The text of every template."""
        files = sorted(self.folder.glob("templates/**/*.*"))
        return {path: path.read_text(encoding="utf-8") for path in files if path.is_file()}

    def within(self, path: Path) -> Path:
        """The path inside the module."""
        return path.relative_to(self.folder)

    def nodes(self) -> Iterator[tuple[Path, ast.AST]]:
        """Every node of the code that runs in pages."""
        for path, tree in self.code.items():
            for node in ast.walk(tree):
                yield path, node

    def calls(self) -> Iterator[tuple[Path, ast.Call, str]]:
        """Every call in that code, with the last name of what is called."""
        for path, node in self.nodes():
            if isinstance(node, ast.Call):
                yield path, node, called(node)

    def finding(
        self, code: str, path: Path | str, at: ast.AST | int = 0, **facts: object
    ) -> Finding:
        """A broken rule of this module; ``path`` may be given inside the module."""
        line = at if isinstance(at, int) else getattr(at, "lineno", 0)
        place = self.folder / path
        return Finding(code, place, line, {"name": self.name, "file": self.within(place), **facts})


def called(call: ast.Call) -> str:
    """``render`` for ``render(…)`` and for ``shortcuts.render(…)``; '' for stranger things."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def texts(nodes: Iterable[ast.AST]) -> list[tuple[int, str]]:
    """Those of ``nodes`` that are literal texts, with their lines."""
    return [
        (node.lineno, node.value)
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
