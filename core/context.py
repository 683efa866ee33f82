"""Whose transaction this is: one unit's, or the city's. Nothing else may touch the database.

``open_unit`` and ``open_city`` are the only doors. Each opens one transaction and, with
its first statement, takes the database role of that scope (``tenancy.backend``), so that
PostgreSQL itself refuses what the scope may not see. A scope cannot change inside a
transaction. The scope lives in a context variable: a new thread starts without one and is
refused; an async task inherits it but holds no transaction, and is refused as well.
What runs on commit runs after its scope, and opens its own.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from core.errors import ScopeChanged, ScopeNotOpen


@dataclass(frozen=True, slots=True)
class UnitRef:
    """A unit as the transaction knows it: who it is and which modules it has switched on."""

    id: UUID
    code: str
    name: str = ""
    modules: frozenset[str] = frozenset()

    @property
    def schema(self) -> str:
        """The schema's name: opaque, so that a renamed or re-coded unit keeps it."""
        return f"u_{self.id.hex}"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a transaction belongs to: a unit, or the city (``unit is None``)."""

    unit: UnitRef | None

    @property
    def key(self) -> UUID | None:
        """What makes two scopes the same: the unit, whatever else is known of it."""
        return self.unit.id if self.unit else None


@dataclass(slots=True)
class _Opening:
    """One transaction's scope, shared by its savepoints; over when the transaction is."""

    scope: Scope
    over: bool = False


_current: ContextVar[_Opening | None] = ContextVar("citydesk_scope", default=None)


def current_scope() -> Scope | None:
    """The open scope, or None outside any."""
    opening = _current.get()
    return opening.scope if opening else None


def current_unit() -> UnitRef:
    """The unit whose transaction is open; raises ``ScopeNotOpen`` in the city's or in none."""
    scope = current_scope()
    if scope is None or scope.unit is None:
        raise ScopeNotOpen("no unit's transaction is open")
    return scope.unit


@contextmanager
def open_unit(unit: UnitRef) -> Iterator[UnitRef]:
    """Open one transaction of ``unit``; it commits at the end of the block.

    Inside a transaction of the same unit it is a savepoint. Raises ``ScopeChanged``
    inside another scope's transaction, and inside a bare ``atomic()``, which has none.
    """
    with _opened(Scope(unit)):
        yield unit


@contextmanager
def open_city() -> Iterator[None]:
    """Open one transaction of the city (shared tables only); same rules as ``open_unit``."""
    with _opened(Scope(None)):
        yield


@contextmanager
def _opened(scope: Scope) -> Iterator[None]:
    connection = transaction.get_connection()
    # Only a transaction binds: on_commit callbacks and other threads may open any scope.
    inside = connection.in_atomic_block
    outer = _current.get() if inside else None
    if inside and (outer is None or outer.over or outer.scope.key != scope.key):
        raise ScopeChanged("a transaction belongs to one unit or to the city")
    opening = outer or _Opening(scope)
    try:
        with _block(opening):
            yield
    finally:
        if not inside:
            opening.over = True
            if connection.in_atomic_block:
                _abandon(connection)


@contextmanager
def _block(opening: _Opening) -> Iterator[None]:
    """A transaction or savepoint in which ``opening`` is current.

    A generator may end after the transaction that it began in: then neither what is
    current nor the transaction that is open is its own, and it leaves both alone.
    """
    with ExitStack() as ending:
        ending.enter_context(transaction.atomic())
        ending.callback(_current.reset, _current.set(opening))
        try:
            yield
        finally:
            if opening.over:
                ending.pop_all()


def _abandon(connection: Any) -> None:
    """End a transaction whose blocks were left out of order (by a generator inside it).

    Nothing of it stands; without this the connection would refuse every later scope.
    """
    connection.in_atomic_block = False
    connection.savepoint_ids, connection.atomic_blocks = [], []
    connection.close()
