"""Keeps what a question does in the database apart from the page that asks it.

The first statement of an implementation raises a savepoint with a time limit of its own,
read only; at the end the page's transaction goes back to that savepoint, whatever
happened. An implementation that does not touch the database costs nothing.
"""

from collections.abc import Callable
from contextlib import ExitStack
from types import TracebackType
from typing import Any, Self

from django.db import connection

#: The longest that one statement of a question may run.
STATEMENT_LIMIT_MS = 1000

_RAISE = (
    "SAVEPOINT module_fence;"
    " SET LOCAL transaction_read_only = on;"
    f" SET LOCAL statement_timeout = {STATEMENT_LIMIT_MS}"
)
_LOWER = "ROLLBACK TO SAVEPOINT module_fence; RELEASE SAVEPOINT module_fence"


class TransactionLeaked(Exception):
    """An implementation entered a transaction block and did not leave it."""


class Fence:
    """A context manager for one call of one implementation, inside an open transaction."""

    def __init__(self) -> None:
        self._raised = False
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self._depth = len(connection.atomic_blocks)
        self._savepoints = len(connection.savepoint_ids)
        self._commits = len(connection.run_on_commit)
        self._broken = connection.needs_rollback
        self._stack.enter_context(connection.execute_wrapper(self._execute))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()
        leaked = len(connection.atomic_blocks) != self._depth
        # Blocks that the implementation left open would otherwise swallow the page's commit.
        del connection.atomic_blocks[self._depth :]
        del connection.savepoint_ids[self._savepoints :]
        del connection.run_on_commit[self._commits :]
        connection.needs_rollback = self._broken
        if self._raised:
            _send(_LOWER)
        if leaked and error is None:
            raise TransactionLeaked("a transaction block was entered and not left")

    def _execute(
        self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any
    ) -> Any:
        if not self._raised:
            self._raised = True
            _send(_RAISE)
        return execute(sql, params, many, context)


def _send(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text)
