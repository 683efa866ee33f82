"""What other parts add to the transaction that makes a unit or changes a module in it.

``tenancy`` lies below billing and beside identity, so it cannot call them. They register a
function here from their ``AppConfig.ready``; what it returns runs in the same transaction,
so that a fee, an activation code or an audit line exists exactly when its cause does.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg2.sql import Composable


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """The unit a transaction is about, as plain values."""

    id: UUID
    code: str
    name: str
    kind: str
    at: datetime


Contributor = Callable[[UnitFacts], Iterable[Composable]]
ModuleContributor = Callable[[UnitFacts, str, str], Iterable[Composable]]

_on_provision: list[Contributor] = []
_on_module: list[ModuleContributor] = []


def on_provision(contributor: Contributor) -> Contributor:
    """Register statements to run when a unit is made (unit's schema first on the path)."""
    _on_provision.append(contributor)
    return contributor


def on_module(contributor: ModuleContributor) -> ModuleContributor:
    """Register statements for ``(unit, module, act)``; an act is ``install`` or such."""
    _on_module.append(contributor)
    return contributor


def provision_statements(unit: UnitFacts) -> list[Composable]:
    """Everything that others add to the making of ``unit``."""
    return [statement for contributor in _on_provision for statement in contributor(unit)]


def module_statements(unit: UnitFacts, module: str, act: str) -> list[Composable]:
    """Everything that others add to ``act`` on ``module`` in ``unit``."""
    return [text for contributor in _on_module for text in contributor(unit, module, act)]
