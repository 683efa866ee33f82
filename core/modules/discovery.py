"""Finds the modules of this process, before Django is set up; no model is imported.

A module that is broken, or not written for this core, is left out and reported
(``Registry.problems``); it never stops the others or the start.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path

from packaging.specifiers import SpecifierSet

from core.db.apps import ModuleApp
from core.modules.candidates import (
    ENTRY_POINT_GROUP,
    Candidate,
    built_in,
    installed,
    on_path,
)
from core.modules.findings import Finding
from core.modules.manifest import FILE, Manifest, ManifestRefused, read_manifest
from core.modules.registry import Module, Registry
from core.modules.version import CORE_VERSION
from core.modules.vocabulary import Layer
from core.settings.environment import PROJECT, environment


@cache
def registry() -> Registry:
    """The modules of this process, looked for once."""
    return discover(
        [
            *built_in(PROJECT / "plugins"),
            *installed(entry_points(group=ENTRY_POINT_GROUP)),
            *on_path(Path(part) for part in environment().module_path.split(os.pathsep) if part),
        ]
    )


def discover(candidates: Iterable[Candidate | Finding]) -> Registry:
    """The registry of those candidates that can be used, with findings for the rest."""
    found: dict[Path, Module] = {}
    problems: list[Finding] = []
    for candidate in candidates:
        try:
            module = _accepted(candidate)
            found.setdefault(module.folder.resolve(), module)
        except ManifestRefused as refused:
            problems += refused.findings
    modules = _unique(list(found.values()), problems)
    return Registry(_in_order(_with_needs(modules, problems), problems), problems)


def _accepted(candidate: Candidate | Finding) -> Module:
    if isinstance(candidate, Finding):
        raise ManifestRefused((candidate,))
    manifest = read_manifest(candidate.folder)
    if faults := tuple(_misfits(candidate, manifest)):
        raise ManifestRefused(faults)
    app_config = _app_config(candidate, manifest)
    return Module(manifest, candidate.package, candidate.folder, app_config, candidate.origin)


def _misfits(candidate: Candidate, manifest: Manifest) -> Iterator[Finding]:
    path, name = candidate.folder / FILE, manifest.name
    if not manifest.fits():
        facts = {"version": manifest.version, "range": manifest.core, "core": CORE_VERSION}
        yield Finding("core_too_far", path, 0, {"name": name, **facts})
    if candidate.layer and name != candidate.folder.name:
        yield Finding("name_not_folder", path, 0, {"name": name, "folder": candidate.folder.name})
    if candidate.layer not in (None, manifest.layer):
        facts = {"folder": f"plugins/{candidate.layer}", "layer": manifest.layer}
        yield Finding("layer_not_folder", path, 0, {"name": name, **facts})
    if candidate.layer is None and manifest.layer is Layer.MANDATORY:
        yield Finding("layer_of_city", path, 0, {"name": name})


def _app_config(candidate: Candidate, manifest: Manifest) -> str:
    """The dotted path of the module's one AppConfig; its code is touched here first."""
    path, dotted = candidate.folder / "apps.py", f"{candidate.package}.apps"
    try:
        import_module(dotted)
    # A stranger's code may fail in any way at import; it must not stop the start.
    except (Exception, SystemExit) as broken:
        facts = {"name": manifest.name, "why": repr(broken)}
        raise ManifestRefused((Finding("package_broken", path, 0, facts),)) from broken
    configs = [
        value
        for value in vars(sys.modules[dotted]).values()
        if isinstance(value, type) and issubclass(value, ModuleApp) and value is not ModuleApp
    ]
    if len(configs) != 1:
        raise ManifestRefused((Finding("app_config", path, 0, {"found": len(configs)}),))
    label = getattr(configs[0], "label", "")
    if label != manifest.label:
        facts = {"wanted": manifest.label, "found": label}
        raise ManifestRefused((Finding("label_wrong", path, 0, facts),))
    return f"{dotted}.{configs[0].__name__}"


def _unique(modules: list[Module], problems: list[Finding]) -> dict[str, Module]:
    """Of two modules of one name neither is taken: nobody knows which one was meant."""
    by_name: dict[str, list[Module]] = {}
    for module in modules:
        by_name.setdefault(module.name, []).append(module)
    for name, same in by_name.items():
        for one, other in zip(same, same[1:] + same[:1], strict=True):
            if one is not other:
                facts = {"name": name, "other": other.folder}
                problems.append(Finding("name_taken", one.folder / FILE, 0, facts))
    return {name: same[0] for name, same in by_name.items() if len(same) == 1}


def _with_needs(modules: dict[str, Module], problems: list[Finding]) -> dict[str, Module]:
    """Without those that need what is not there, and without those that need them."""
    for module in modules.values():
        for need in module.manifest.needs.required():
            other = modules.get(need.name)
            if other is None or not _suits(module, other, need.specifier):
                facts = {"name": module.name, "need": need}
                problems.append(Finding("need_absent", module.folder / FILE, 0, facts))
                rest = {name: kept for name, kept in modules.items() if name != module.name}
                return _with_needs(rest, problems)
    return modules


def _suits(module: Module, other: Module, versions: SpecifierSet) -> bool:
    """A mandatory module stands in every unit, so it cannot need one that a unit may choose."""
    everywhere = other.is_mandatory or not module.is_mandatory
    return everywhere and versions.contains(other.manifest.version, prereleases=True)


def _in_order(modules: dict[str, Module], problems: list[Finding]) -> list[Module]:
    """Mandatory first, then by name, and each after what it needs."""
    try:
        TopologicalSorter({name: _needs(module) for name, module in modules.items()}).prepare()
    except CycleError as circle:
        names = circle.args[1]
        path = modules[names[0]].folder / FILE
        problems.append(Finding("need_circular", path, 0, {"names": ", ".join(names)}))
        rest = {name: module for name, module in modules.items() if name not in names}
        return _in_order(_with_needs(rest, problems), problems)
    ordered: dict[str, Module] = {}
    for module in sorted(modules.values(), key=lambda one: (not one.is_mandatory, one.name)):
        _place(module, modules, ordered)
    return list(ordered.values())


def _needs(module: Module) -> list[str]:
    return sorted(need.name for need in module.manifest.needs.required())


def _place(module: Module, modules: dict[str, Module], ordered: dict[str, Module]) -> None:
    for name in _needs(module):
        _place(modules[name], modules, ordered)
    ordered[module.name] = module
