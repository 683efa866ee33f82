"""One transaction, one scope, one role.

django-tenants keeps the tenant on the connection and sets only ``search_path``, before
every cursor, outside any transaction, and goes on when that fails. Here the first
statement of each transaction takes the scope's role *and* path for that transaction alone
(``SET LOCAL``), an error is an error, and without a scope there is no cursor. What the role
may not see, PostgreSQL refuses; what was carried over from another scope, Python refuses.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import psycopg2
from django.db.backends.utils import CursorDebugWrapper, CursorWrapper
from django.utils.functional import cached_property
from django_tenants.postgresql_backend import base as django_tenants_backend

from core.context import Scope, current_scope
from core.errors import ScopeNotOpen, WrongUnit
from tenancy.installation import Names, names_in, password_of

_TenantsWrapper = django_tenants_backend.DatabaseWrapper
_CONNECT_KEYS = ("dbname", "user", "password", "host", "port", "sslmode", "sslrootcert")

#: Where migrations are compiled; it never outlives its transaction.
SCRATCH_SCHEMA = "citydesk_scratch"

#: Distinct units that a connection serves before it is closed, between two transactions.
#: Each leaves catalogue cache in its server process: 0.18 MB if all 35 relations of a unit
#: were opened, some 5 kB each (measured). So 90 units hold 20 MB today, and stay below
#: 160 MB even when every request opens all 260 relations that a unit may have; unbounded,
#: 3,606 units would hold 650 MB today. A new connection costs 5 ms.
UNITS_PER_CONNECTION = 90

#: A table that stands in every unit. Naming it at the door makes PostgreSQL refuse a unit
#: that is suspended, closed or gone before anything shared can be read in its name: a
#: schema on search_path that the role may not enter is otherwise passed over in silence.
DOOR = "audit_entry"


class DatabaseWrapper(_TenantsWrapper):  # type: ignore[misc,valid-type]
    """A connection by one of three log-ins (``CITYDESK_LOGIN``): default, ddl, owner."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._entered: Scope | None = None
        self._served: set[Any] = set()
        self._names: Names | None = None
        self._looks_at_city = False
        super().__init__(*args, **kwargs)
        if self.login == "ddl":
            # Compiling DDL asks the catalogue what stands there: in the scratch schema.
            self.set_schema(SCRATCH_SCHEMA, include_public=False)

    @property
    def login(self) -> str:
        """Which of the three ways into the database this is."""
        return str(self.settings_dict["CITYDESK_LOGIN"])

    @property
    def names(self) -> Names:
        """The role names of the installation behind this connection."""
        if self._names is None:
            parameters = super().get_connection_params()
            self._names = names_in({k: parameters[k] for k in _CONNECT_KEYS if k in parameters})
        return self._names

    def get_connection_params(self) -> dict[str, Any]:
        """The owner's parameters, with our own log-in's name and password put in."""
        parameters: dict[str, Any] = super().get_connection_params()
        if self.login == "owner":
            return parameters
        user = self.names.app if self.login == "default" else self.names.ddl
        return {**parameters, "user": user, "password": password_of(user)}

    @cached_property
    def pg_version(self) -> int:
        """The server's version; asked of the connection, since a cursor needs a scope."""
        self.ensure_connection()
        return int(self.connection.info.server_version)

    # -- scope -------------------------------------------------------------------

    def _cursor(self, name: str | None = None) -> CursorWrapper:
        """A cursor inside the open scope; refused outside one.

        Not django-tenants' own: that one swallows a failed ``SET search_path``.
        """
        self.ensure_connection()
        if self.login == "default":
            self._enter_scope()
        elif self.login == "owner":
            self._look_at_city()
        cursor: CursorWrapper = super(_TenantsWrapper, self)._cursor(name)
        return cursor

    def _enter_scope(self) -> None:
        scope = current_scope()
        if scope is None or not self.in_atomic_block:
            raise ScopeNotOpen("the database is used only inside open_unit() or open_city()")
        if self._entered is None:
            self._take_role(scope)
        elif self._entered is not scope:
            raise WrongUnit("this transaction belongs to another scope")

    def _take_role(self, scope: Scope) -> None:
        with self.wrap_database_errors, self.connection.cursor() as cursor:
            cursor.execute(self._opening(scope))
        self._entered = scope
        self._served.add(scope.key)

    def _opening(self, scope: Scope) -> str:
        """The first statements of a transaction, one round trip."""
        if scope.unit is None:
            return f'SET LOCAL ROLE "{self.names.city}"; SET LOCAL search_path = city'
        schema = f'"{scope.unit.schema}"'
        return (
            f'SET LOCAL ROLE "{self.names.unit(scope.unit.id)}"; '
            f"SET LOCAL search_path = {schema}, city; SELECT '{schema}.{DOOR}'::regclass"
        )

    def _look_at_city(self) -> None:
        """The owner migrates shared tables: its path is the city's for the whole connection."""
        if not self._looks_at_city:
            with self.wrap_database_errors, self.connection.cursor() as cursor:
                cursor.execute("SET search_path = city")
            self._looks_at_city = True

    def commit(self) -> None:
        """End the transaction and with it the scope."""
        super().commit()
        self._left()

    def rollback(self) -> None:
        """Undo the transaction and leave its scope."""
        super().rollback()
        # A path set inside the transaction is gone with it.
        self._looks_at_city = False
        self._left()

    def close(self) -> None:
        """Close the connection and forget what it served."""
        self._entered = None
        self._served.clear()
        self._names = None
        self._looks_at_city = False
        super().close()

    def set_autocommit(self, autocommit: bool, *args: Any, **kwargs: Any) -> None:
        """Begin or end a transaction; one that begins leaves a connection that served many."""
        full = len(self._served) >= UNITS_PER_CONNECTION
        if full and not autocommit and self.login == "default":
            self.close()
        super().set_autocommit(autocommit, *args, **kwargs)

    def _left(self) -> None:
        self._entered = None

    # -- cursors remember their scope --------------------------------------------

    def make_cursor(self, cursor: Any) -> CursorWrapper:
        """A cursor that refuses to be used in another scope."""
        return ScopedCursor(cursor, self)

    def make_debug_cursor(self, cursor: Any) -> CursorWrapper:
        """The same, with the queries logged."""
        return ScopedDebugCursor(cursor, self)


#: What may still be asked of a cursor after its transaction.
_HARMLESS = frozenset({"closed", "description", "name", "rowcount", "query"})


class _Scoped:
    """Remembers the scope a cursor was made in and refuses to work in another."""

    cursor: Any
    db: DatabaseWrapper

    def __init__(self, cursor: Any, db: DatabaseWrapper) -> None:
        super().__init__(cursor, db)  # type: ignore[call-arg]
        self._scope = current_scope()

    def _refuse_if_carried(self) -> None:
        if self.db.login == "default" and current_scope() is not self._scope:
            raise WrongUnit("a cursor was carried out of its transaction")

    def __getattr__(self, name: str) -> Any:
        if name not in _HARMLESS:
            self._refuse_if_carried()
        return super().__getattr__(name)  # type: ignore[misc]

    def __iter__(self) -> Iterator[Any]:
        self._refuse_if_carried()
        for row in super().__iter__():  # type: ignore[misc]
            yield row
            self._refuse_if_carried()

    def close(self) -> None:
        """Close the cursor; a server-side one has gone with its transaction."""
        with suppress(psycopg2.ProgrammingError):
            self.cursor.close()

    def callproc(self, *args: Any, **kwargs: Any) -> Any:
        """Call a stored procedure."""
        self._refuse_if_carried()
        return super().callproc(*args, **kwargs)  # type: ignore[misc]

    def _execute_with_wrappers(self, *args: Any, **kwargs: Any) -> Any:
        self._refuse_if_carried()
        return super()._execute_with_wrappers(*args, **kwargs)  # type: ignore[misc]


class ScopedCursor(_Scoped, CursorWrapper):
    """A cursor bound to the scope it was made in."""


class ScopedDebugCursor(_Scoped, CursorDebugWrapper):
    """A logging cursor bound to the scope it was made in."""
