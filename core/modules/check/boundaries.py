"""What a module may touch: core's public parts, its own parts downwards, nobody else's."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from core.modules.check.form import LAYERS
from core.modules.check.source import Source, texts
from core.modules.discovery import registry
from core.modules.findings import Finding
from core.modules.vocabulary import RESERVED_NAMES

#: The public parts of core. A further one needs an ADR: it binds us to every module author.
#: The import contracts in ``pyproject.toml`` say the same (a test compares them).
PUBLIC_PARTS = (
    "core.contracts.*",
    "core.errors",
    "core.context",
    "core.db.*",
    "core.calendar.public",
    "core.jobs.public",
    "core.numbers.public",
    "core.ui",
    "core.ui.components.*",
    "core.web.access",
    "core.web.confirmation",
    "core.web.request",
    "core.web.scope",
    "core.api.public",
    "core.people.public",
    "core.units.public",
    "core.exchange.public",
    "core.files.public",
    "core.inbox.public",
    "core.notices.public",
    "core.audit.public",
    "core.modules.hooks",
)
_PLATFORM = ("core", "tenancy", "billing", "installer", "plugins")
_RANK = {part: rank for rank, layer in enumerate(reversed(LAYERS)) for part in layer}

#: Calls whose first text is the name of an address.
_REVERSING = frozenset({"reverse", "reverse_lazy", "redirect", "MenuItem"})
_ADDRESS = re.compile(r"([a-z][a-z0-9_]*):[a-z0-9_:-]+")


def check_imports(source: Source) -> Iterator[Finding]:
    """Only public parts of core, no other module, and inside the module only downwards."""
    for path, tree in source.trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.level:
                yield source.finding("import_relative", path, node)
            elif isinstance(node, ast.Import | ast.ImportFrom):
                yield from _check_import(source, path, node)


def _check_import(
    source: Source, path: Path, node: ast.Import | ast.ImportFrom
) -> Iterator[Finding]:
    for names in _imported(node):
        dotted = names[0]
        if _is_within(dotted, source.package):
            if _points_up(source, path, names[-1]):
                yield source.finding("import_upwards", path, node, imported=names[-1])
        elif _is_other_module(dotted):
            yield source.finding("import_of_other_module", path, node, imported=dotted)
        elif dotted.split(".")[0] in _PLATFORM and not any(map(_is_public, names)):
            yield source.finding("import_not_public", path, node, imported=dotted)


def _imported(node: ast.Import | ast.ImportFrom) -> list[tuple[str, ...]]:
    """Per name what it may mean: ``from a import b`` is ``a`` or ``a.b``."""
    if isinstance(node, ast.Import):
        return [(alias.name,) for alias in node.names]
    return [(str(node.module), f"{node.module}.{alias.name}") for alias in node.names]


def _is_public(dotted: str) -> bool:
    return any(
        _is_within(dotted, part.removesuffix(".*")) if part.endswith(".*") else dotted == part
        for part in PUBLIC_PARTS
    )


def _is_other_module(dotted: str) -> bool:
    others = any(_is_within(dotted, module.package) for module in registry())
    return others or (dotted.startswith("plugins.") and dotted.count(".") > 1)


def _is_within(dotted: str, package: str) -> bool:
    return dotted == package or dotted.startswith(f"{package}.")


def _points_up(source: Source, path: Path, dotted: str) -> bool:
    """Whether a part of the module imports from a part beside or above it."""
    here = source.within(path).with_suffix("").parts[0]
    there = dotted.removeprefix(source.package).strip(".").split(".")[0]
    if here == there or here not in _RANK or there not in _RANK:
        return here == "migrations" and there != "migrations"
    return _RANK[there] >= _RANK[here]


def check_models_by_name(source: Source) -> Iterator[Finding]:
    """``get_model`` is an import in disguise."""
    for path, call, name in source.calls():
        if name != "get_model":
            continue
        label = ".".join(text for _line, text in texts(call.args)).split(".")[0]
        if label != source.manifest.label:
            yield source.finding("get_model_of_other", path, call, label=label or "?")


def check_addresses(source: Source) -> Iterator[Finding]:
    """Addresses are the module's own or the kernel's; another module may not be there."""
    for path, call, name in source.calls():
        if name in _REVERSING:
            for line, address in texts(call.args):
                yield from _check_address(source, path, line, address)
    for path, page in source.templates.items():
        for line, address in _matches(r"{%\s*url\s+[\"']([^\"']+)[\"']", page):
            yield from _check_address(source, path, line, address)


def _check_address(source: Source, path: Path, line: int, name: str) -> Iterator[Finding]:
    address = _ADDRESS.fullmatch(name)
    if address and address[1] not in {source.name, *RESERVED_NAMES}:
        yield source.finding("url_of_other_module", path, line, address=name)


def check_templates(source: Source) -> Iterator[Finding]:
    """Templates and static files stand under the module's name, and use only those and ui's."""
    for kind in ("template", "static"):
        folder = source.folder / ("templates" if kind == "template" else "static")
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.name != source.name:
                yield source.finding(f"{kind}_outside_folder", path)
    tags = r"{%\s*(?:include|extends|static)\s+[\"']([^\"']+)[\"']"
    for path, text in source.templates.items():
        for line, used in _matches(tags, text):
            if used.split("/")[0] not in {source.name, "ui", "modules"}:
                yield source.finding("template_of_other", path, line, used=used)


def check_inline(source: Source) -> Iterator[Finding]:
    """Pages carry no script and no style of their own: the browser would refuse them."""
    forbidden = {
        "inline_script": r"<script(?![^>]*\ssrc=)|<[a-z][^>]*\son[a-z]+\s*=|javascript:",
        "inline_style": r"<style|<[a-z][^>]*\sstyle\s*=",
    }
    for path, text in source.templates.items():
        for code, pattern in forbidden.items():
            for line, _found in _matches(f"({pattern})", text):
                yield source.finding(code, path, line)


def _matches(pattern: str, text: str) -> Iterator[tuple[int, str]]:
    for match in re.finditer(pattern, text, re.IGNORECASE):
        yield text.count("\n", 0, match.start()) + 1, match[1]
