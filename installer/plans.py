"""What an act on a module would do in a unit, told before anyone confirms it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.modules.models import InstallState
from core.modules.public import Module, Registry
from tenancy.ddl.compile import newest, tables_at


class Act(StrEnum):
    """What a unit's administrator may do with a module."""

    INSTALL = "install"
    DISABLE = "disable"
    ENABLE = "enable"
    UNINSTALL = "uninstall"
    PURGE = "purge"
    UPGRADE = "upgrade"


#: Which acts are possible in which state; None is a module that is not there.
POSSIBLE: dict[InstallState | None, tuple[Act, ...]] = {
    None: (Act.INSTALL,),
    InstallState.FAILED: (Act.INSTALL,),
    InstallState.ACTIVE: (Act.DISABLE, Act.UNINSTALL),
    InstallState.DISABLED: (Act.ENABLE, Act.UNINSTALL),
    InstallState.KEPT: (Act.INSTALL, Act.PURGE),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """An act with everything that comes with it.

    ``first`` are needed modules that come in before, in their order; ``in_the_way`` active
    ones that need this module. ``fee_fen``: None = included in the admission's fee.
    """

    act: Act
    module: Module
    first: tuple[Module, ...]
    in_the_way: tuple[Module, ...]
    tables: tuple[str, ...]
    fee_fen: int | None

    @property
    def is_possible(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.in_the_way


def make_plan(
    act: Act, name: str, *, modules: Registry, states: Mapping[str, InstallState], fee_class: str
) -> Plan:
    """The plan for one module in a unit whose modules stand as ``states`` says."""
    module = modules[name]
    brings_in = act in {Act.INSTALL, Act.ENABLE}
    takes_out = act in {Act.DISABLE, Act.UNINSTALL, Act.PURGE}
    return Plan(
        act=act,
        module=module,
        first=_needed_first(module, modules, states) if brings_in else (),
        in_the_way=_dependents(module, modules, states) if takes_out else (),
        tables=tuple(tables_at(newest(module.manifest.label))),
        fee_fen=fee_of(module, fee_class),
    )


def fee_of(module: Module, fee_class: str) -> int | None:
    """What the module costs a unit of that class once; None where it is in the admission."""
    price = module.manifest.price
    return price.get(fee_class) if price is not None else None


def possible_acts(module: Module, state: InstallState | None, version: str) -> tuple[Act, ...]:
    """What may be done with the module in this state, the usual first."""
    standing = state in {InstallState.ACTIVE, InstallState.DISABLED}
    older = (Act.UPGRADE,) if standing and version != module.manifest.version else ()
    if module.is_mandatory:
        return older
    return older + POSSIBLE[state]


def _needed_first(
    module: Module, modules: Registry, states: Mapping[str, InstallState]
) -> tuple[Module, ...]:
    wanted: dict[str, Module] = {}

    def want(one: Module) -> None:
        for need in one.manifest.needs.required():
            if states.get(need.name) is not InstallState.ACTIVE and need.name not in wanted:
                want(modules[need.name])
                wanted[need.name] = modules[need.name]

    want(module)
    return tuple(wanted.values())


def _dependents(
    module: Module, modules: Registry, states: Mapping[str, InstallState]
) -> tuple[Module, ...]:
    return tuple(
        other
        for other in modules
        if states.get(other.name) is InstallState.ACTIVE
        and module.name in {need.name for need in other.manifest.needs.required()}
    )
