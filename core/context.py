"""Whose transaction this is: one unit's, or the city's. Nothing else may touch the database.

``open_unit`` and ``open_city`` are the only doors. Each opens one transaction and, with
its first statement, takes the database role of that scope (``tenancy.backend``), so that
PostgreSQL itself refuses what the scope may not see. A scope cannot change inside a
transaction. The scope lives in a context variable: a new thread starts without one and is
refused; an async task inherits it but holds no transaction, and is refused as well.
What runs on commit runs after its scope, and opens its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
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


_current: ContextVar[Scope | None] = ContextVar("citydesk_scope", default=None)


def current_scope() -> Scope | None:
    """The open scope, or None outside any."""
    return _current.get()


def current_unit() -> UnitRef:
    """The unit whose transaction is open; raises ``ScopeNotOpen`` in the city's or in none."""
    scope = _current.get()
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
    if inside and (outer is None or outer.key != scope.key):
        raise ScopeChanged("a transaction belongs to one unit or to the city")
    try:
        with transaction.atomic():
            token = _current.set(outer or scope)
            try:
                yield
            finally:
                _current.reset(token)
    finally:
        if not inside and connection.in_atomic_block:
            _abandon(connection)


def _abandon(connection: Any) -> None:
    """End a transaction whose blocks were left out of order (by a generator inside it).

    Nothing of it stands; without this the connection would refuse every later scope.
    """
    connection.in_atomic_block = False
    connection.savepoint_ids, connection.atomic_blocks = [], []
    connection.close()
