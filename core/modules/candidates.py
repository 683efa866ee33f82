"""Where modules may come from: the two built-in folders, installed packages, a module path.

Nothing here imports a module's code; a candidate is a folder and the package it would be.
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import EntryPoint
from importlib.util import find_spec
from pathlib import Path

from core.modules.findings import Finding
from core.modules.manifest import FILE
from core.modules.vocabulary import Layer

ENTRY_POINT_GROUP = "citydesk.modules"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A folder that may be a module. ``layer`` is set where the folder decides it."""

    folder: Path
    package: str
    origin: str
    layer: Layer | None = None


def built_in(plugins: Path) -> Iterator[Candidate]:
    """The modules that come with CityDesk: ``plugins/<layer>/<name>``."""
    for layer in Layer:
        for folder in _packages(plugins / layer):
            yield Candidate(folder, f"plugins.{layer}.{folder.name}", "CityDesk", layer)


def on_path(folders: Iterable[Path]) -> Iterator[Candidate]:
    """Modules under development or delivered without a package: ``<folder>/<name>``.

    The folders are put at the end of the import path, so nothing of ours can be hidden.
    """
    for parent in folders:
        if str(parent) not in sys.path:
            sys.path.append(str(parent))
        for folder in _packages(parent):
            if (folder / FILE).is_file():
                yield Candidate(folder, folder.name, str(parent))


def installed(entry_points: Iterable[EntryPoint]) -> Iterator[Candidate | Finding]:
    """Modules of installed packages; a finding for an entry point that leads nowhere."""
    for entry in entry_points:
        folder = _folder_of(entry.value)
        name = entry.dist.name if entry.dist else entry.name
        if folder is None:
            facts = {"entry": entry.name, "package": entry.value}
            yield Finding("package_absent", Path(name), 0, facts)
        else:
            version = entry.dist.version if entry.dist else ""
            yield Candidate(folder, entry.value, f"{name} {version}".strip())


def _packages(parent: Path) -> list[Path]:
    return sorted(path.parent for path in parent.glob("[a-z]*/__init__.py"))


def _folder_of(package: str) -> Path | None:
    try:
        spec = find_spec(package)
    # Finding a dotted name imports its parents, which is a stranger's code.
    except Exception:  # noqa: BLE001
        return None
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places))) if places else None
