"""Checks one module: first its files, then, if they are sound, the loaded module."""

import ast
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.modules.check import boundaries, data, form, permissions, words
from core.modules.check.source import Source
from core.modules.discovery import registry
from core.modules.findings import Finding
from core.modules.manifest import FILE, ManifestRefused, read_manifest
from core.settings.environment import PROJECT

#: Loading a module takes about two seconds; one that never ends is refused.
LOADING_LIMIT_SECONDS = 60

CHECKS: tuple[Callable[[Source], Iterator[Finding]], ...] = (
    form.check_form,
    form.check_init,
    form.check_apps,
    form.check_readme,
    boundaries.check_imports,
    boundaries.check_models_by_name,
    boundaries.check_addresses,
    boundaries.check_templates,
    boundaries.check_inline,
    data.check_marks,
    data.check_migrations,
    permissions.check_permissions,
    permissions.check_foreign_permissions,
    permissions.check_named,
    words.check_translations,
    words.check_bare_words,
)


class NoSuchModule(DomainError):
    """Neither a known module's name nor a folder with a manifest."""

    code = "no_such_module"
    status = 404
    message = _(
        "没有找到模块“%(wanted)s”：它既不是已有模块的名称，也不是含有 module.toml 的文件夹。"
        "请核对名称或路径。"
    )


def check_module(wanted: str) -> list[Finding]:
    """Every broken rule of the module named ``wanted`` or standing in that folder."""
    folder, package = located(wanted)
    try:
        source = Source(folder, package, read_manifest(folder))
    except ManifestRefused as refused:
        return list(refused.findings)
    if broken := list(_unreadable(source)):
        return broken
    found = [*check_files(source), *_loaded(source)]
    once = {(one.path, one.line, one.code, one.message): one for one in found}
    return [once[key] for key in sorted(once)]


def check_files(source: Source) -> Iterator[Finding]:
    """What the files alone tell."""
    for check in CHECKS:
        yield from check(source)


def located(wanted: str) -> tuple[Path, str]:
    """The folder and the dotted package of a module, by its name or by a path to it."""
    if wanted in registry():
        module = registry()[wanted]
        return module.folder, module.package
    plugins = PROJECT / "plugins"
    for root in (Path(wanted), plugins / "optional" / wanted, plugins / "mandatory" / wanted):
        # A packaged module stands one or two folders below its project's root.
        places = [root, *root.glob("*/"), *root.glob("src/*/")]
        found = [place.resolve() for place in places if (place / FILE).is_file()]
        if len(found) == 1:
            built_in = plugins in found[0].parents
            within = found[0].relative_to(PROJECT if built_in else found[0].parent)
            return found[0], ".".join(within.parts)
    raise NoSuchModule(wanted=wanted)


def _unreadable(source: Source) -> Iterator[Finding]:
    for path in source.python:
        try:
            ast.parse(path.read_text(encoding="utf-8"))
        except (SyntaxError, ValueError) as wrong:
            line = getattr(wrong, "lineno", 0) or 0
            yield source.finding("python_broken", path, line, why=wrong)


def _loaded(source: Source) -> list[Finding]:
    """The findings of ``core.modules.check.loaded``, made in a process without a database."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "CITYDESK_HOME": home,
            "CITYDESK_SECRET_KEY": "of no use, for a check that signs nothing",
            "CITYDESK_MODULE_PATH": _module_path(source),
            "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
            "DJANGO_SETTINGS_MODULE": "core.settings.django",
        }
        command = [sys.executable, "-m", "core.modules.check", str(source.folder)]
        try:
            done = subprocess.run(
                command,
                cwd=PROJECT,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
                timeout=LOADING_LIMIT_SECONDS,
            )
        except subprocess.TimeoutExpired:
            return [source.finding("module_unloadable", FILE, 0, why="timeout")]
    if done.returncode:
        why = (done.stderr.strip().splitlines() or ["?"])[-1]
        return [source.finding("module_unloadable", FILE, 0, why=why)]
    return [
        Finding(one["code"], Path(one["path"]), one["line"], one["facts"])
        for one in json.loads(done.stdout)
    ]


def _module_path(source: Source) -> str:
    """The module's own parent folder too, unless it is found without."""
    known = os.environ.get("CITYDESK_MODULE_PATH", "").split(os.pathsep)
    found_without = any(module.folder.resolve() == source.folder for module in registry())
    built_in = PROJECT / "plugins" in source.folder.parents
    own = [] if found_without or built_in else [str(source.folder.parent)]
    return os.pathsep.join([*own, *filter(None, known)])
