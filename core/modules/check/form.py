"""The form of a module: which files it has, which it may have, and what the README tells.

A file whose name is not in the form is refused: a reader who knows one module knows where
everything stands in all of them.
"""

import ast
import re
from collections.abc import Iterator

from core.modules.check.source import Source
from core.modules.findings import Finding

#: Layers inside a module, from the top: each may import only from those below it.
LAYERS: tuple[frozenset[str], ...] = (
    frozenset({"hooks", "apps", "demo"}),
    frozenset({"urls", "api_urls"}),
    frozenset({"views", "api", "tasks"}),
    frozenset({"forms"}),
    frozenset({"services"}),
    frozenset({"selectors"}),
    frozenset({"models"}),
    frozenset({"permissions", "errors"}),
)
REQUIRED = ("__init__.py", "module.toml", "README.md", "apps.py", "hooks.py", "tests")
FOLDERS = frozenset({"locale", "migrations", "pictures", "static", "templates", "tests"})
FILES = frozenset(
    {"__init__.py", "module.toml", "README.md", "README.zh-Hans.md", "CHANGELOG.md", "LICENSE"}
    | {"pyproject.toml", "py.typed"}
    | {f"{part}.py" for layer in LAYERS for part in layer}
)
#: A part that outgrows one file becomes a folder of the same name.
MAY_GROW = frozenset({"models", "selectors", "services", "forms", "views", "api", "demo"})

README_SECTIONS = ("What it does", "How it looks", "Settings", "Tasks", "Data kept")

_IGNORED = re.compile(r"\.|__pycache__$|.*\.egg-info$|build$|dist$")


def check_form(source: Source) -> Iterator[Finding]:
    """Required files are there, no others are, and ``__init__.py`` only explains."""
    for name in REQUIRED:
        if not (source.folder / name).exists():
            yield source.finding("file_missing", name)
    for path in sorted(source.folder.iterdir()):
        known = FOLDERS | MAY_GROW if path.is_dir() else FILES
        if path.name not in known and not _IGNORED.match(path.name):
            yield source.finding("file_undeclared", path)
    has_models = any(path.parts[0].startswith("models") for path in source.relative_trees)
    if has_models and not (source.folder / "migrations" / "__init__.py").exists():
        yield source.finding("file_missing", "migrations/__init__.py")
    if not list((source.folder / "tests").glob("test_*.py")):
        yield source.finding("tests_missing", "tests")


def check_init(source: Source) -> Iterator[Finding]:
    """``__init__.py`` says what the module is for, and does nothing."""
    path = source.folder / "__init__.py"
    tree = source.trees.get(path)
    if tree is None:
        return
    if not ast.get_docstring(tree):
        yield source.finding("docstring_missing", path)
    for node in tree.body[1:] if ast.get_docstring(tree) else tree.body:
        yield source.finding("init_has_code", path, node)


def check_apps(source: Source) -> Iterator[Finding]:
    """``apps.py`` holds one class with a few names; what it did at import would hit everyone."""
    path = source.folder / "apps.py"
    for node in source.trees[path].body if path in source.trees else ():
        if isinstance(node, ast.ClassDef):
            yield from (
                source.finding("app_config_code", path, inner)
                for inner in node.body
                if not isinstance(inner, ast.Assign | ast.AnnAssign) and not _is_text(inner)
            )
        elif not isinstance(node, ast.Import | ast.ImportFrom) and not _is_text(node):
            yield source.finding("app_config_code", path, node)


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def check_readme(source: Source) -> Iterator[Finding]:
    """The README answers the office's and the operator's questions under known headings."""
    path = source.folder / "README.md"
    if not path.exists():
        return
    headings = re.findall(r"^## +(.+?) *$", path.read_text(encoding="utf-8"), re.MULTILINE)
    for section in README_SECTIONS:
        if section not in headings:
            yield source.finding("readme_section_missing", path, section=section)
