"""The modules whose code is in this process, and what is wrong with those left out.

Code in the process is not a module in a unit: that is told by the ledger
(``core.modules.models``) and, for the transaction at hand, by ``current_unit().modules``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core.modules.findings import Finding
from core.modules.manifest import Manifest
from core.modules.vocabulary import Layer


@dataclass(frozen=True, slots=True)
class Module:
    """A module that was found and fits. ``origin`` says where it came from, for people."""

    manifest: Manifest
    package: str
    folder: Path
    app_config: str
    origin: str

    @property
    def name(self) -> str:
        """The module's name: its address, its permissions' prefix, its key in the ledger."""
        return self.manifest.name

    @property
    def is_mandatory(self) -> bool:
        """Whether every unit has it."""
        return self.manifest.layer is Layer.MANDATORY


class Registry:
    """All usable modules by name: mandatory ones first, each after those it needs."""

    def __init__(self, modules: Iterable[Module] = (), problems: Iterable[Finding] = ()) -> None:
        self._modules = {module.name: module for module in modules}
        self.problems: list[Finding] = list(problems)

    def __iter__(self) -> Iterator[Module]:
        return iter(tuple(self._modules.values()))

    def __contains__(self, name: object) -> bool:
        return name in self._modules

    def __getitem__(self, name: str) -> Module:
        return self._modules[name]

    def __len__(self) -> int:
        return len(self._modules)

    @property
    def names(self) -> tuple[str, ...]:
        """The names, in the order of the registry."""
        return tuple(self._modules)

    @property
    def mandatory(self) -> tuple[Module, ...]:
        """The modules of the city's layer."""
        return tuple(module for module in self if module.is_mandatory)

    @property
    def app_configs(self) -> list[str]:
        """What Django's INSTALLED_APPS needs."""
        return [module.app_config for module in self]

    def leave_out(self, name: str, problem: Finding) -> None:
        """Drop a module that turned out broken after it was found; the others stay."""
        self._modules.pop(name, None)
        self.problems.append(problem)
