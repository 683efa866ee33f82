"""Compile what migrations do between two levels into statements that name no schema.

The migrations really run, in a scratch schema inside a transaction that is rolled back,
because an ALTER depends on what stands there. Results live as long as the process.

A *level* says which migrations are applied: ``"label.migration"`` tokens separated by
spaces, one for each app; the empty level is nothing at all.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connections, transaction
from django.db.migrations.loader import MigrationLoader

from tenancy.backend.base import SCRATCH_SCHEMA
from tenancy.ddl.editor import RecordingEditor
from tenancy.ddl.fingerprint import fingerprint
from tenancy.placement import labels, placed

NOTHING = ""

Node = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Compiled:
    """Statements that lead any schema from level ``start`` to level ``to``.

    ``catalogue`` is the fingerprint of a schema that holds the kernel and, for a module,
    the module at ``to``.
    """

    start: str
    to: str
    statements: tuple[str, ...]
    catalogue: str

    @property
    def text(self) -> str:
        """All statements as one SQL text."""
        return "".join(f"{statement};\n" for statement in self.statements)


@cache
def _loader() -> MigrationLoader:
    return MigrationLoader(None)


def newest(*app_labels: str) -> str:
    """The level at which the apps' last migrations are applied."""
    leaves = [node for label in app_labels for node in _loader().graph.leaf_nodes(label)]
    return " ".join(".".join(node) for node in leaves)


def kernel_level() -> str:
    """The level of the kernel's tables by the code of this process."""
    return newest(*labels("unit"))


@cache
def compiled_kernel(start: str = NOTHING) -> Compiled:
    """The kernel's tables from level ``start`` to the code's."""
    return _compile(base=NOTHING, start=start, to=kernel_level())


@cache
def compiled(start: str, to: str) -> Compiled:
    """A module's tables from level ``start`` to level ``to``; backwards as well."""
    return _compile(base=kernel_level(), start=start, to=to)


@contextmanager
def scratch_at(*levels: str) -> Iterator[Any]:
    """A scratch schema in which all of ``levels`` stand, to the end of the block."""
    with _scratch_schema() as connection:
        _migrate(connection, _plan(" ".join(levels)))
        with connection.cursor() as cursor:
            for text in _closed_to_changes(connection, NOTHING, " ".join(levels)):
                cursor.execute(text)
        yield connection


def _compile(*, base: str, start: str, to: str) -> Compiled:
    with _scratch_schema() as connection:
        _migrate(connection, _plan(base))
        _migrate(connection, [n for n in _plan(start) if n not in _plan(base)])
        texts = _lead(connection, start, to) + _closed_to_changes(connection, start, to)
        return Compiled(start, to, tuple(texts), fingerprint(connection, SCRATCH_SCHEMA))


def _lead(connection: Any, start: str, to: str) -> list[str]:
    standing, wanted = _plan(start), _plan(to)
    back = [node for node in reversed(standing) if node not in wanted and _same_app(node, start)]
    return _unmigrate(connection, back) + _migrate(
        connection, [node for node in wanted if node not in standing and _same_app(node, to)]
    )


#: A right that is not granted stops the unit's role; this stops the tables' owner as well.
_REFUSED = """CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE insufficient_privilege USING MESSAGE = 'append only: ' || TG_TABLE_NAME; END $$"""
_REFUSING = (
    "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
)


def _closed_to_changes(connection: Any, start: str, to: str) -> list[str]:
    """Let nobody change or remove the rows of new tables that are append-only."""
    new = set(tables_at(to)) - set(tables_at(start))
    closed = [
        f'"{model._meta.db_table}"'
        for app in (*placed("unit"), *placed("module"))
        for model in app.get_models()
        if getattr(model, "append_only", False) and model._meta.db_table in new
    ]
    revoked = f'REVOKE UPDATE, DELETE ON {{table}} FROM "{connection.names.rows}"'
    texts = [text.format(table=table) for table in closed for text in (revoked, _REFUSING)]
    return [_REFUSED, *texts] if closed else []


def _same_app(node: Node, level: str) -> bool:
    """Whether the level speaks of the node's app (its dependencies belong to the base)."""
    return any(token.partition(".")[0] == node[0] for token in level.split())


def _plan(level: str) -> list[Node]:
    """The unit-side migrations that the level implies, in an order in which they can run."""
    graph, local = _loader().graph, {*labels("unit"), *labels("module")}
    nodes: dict[Node, None] = {}
    for token in level.split():
        label, _, name = token.partition(".")
        nodes.update(dict.fromkeys(n for n in graph.forwards_plan((label, name)) if n[0] in local))
    return list(nodes)


def _migrate(connection: Any, nodes: list[Node]) -> list[str]:
    texts: list[str] = []
    for node in nodes:
        state = _loader().project_state(node, at_end=False)
        with RecordingEditor(connection) as editor:
            _loader().graph.nodes[node].apply(state, editor)
        texts += editor.texts
    return texts


def _unmigrate(connection: Any, nodes: list[Node]) -> list[str]:
    texts: list[str] = []
    for node in nodes:
        state = _loader().project_state(node, at_end=False)
        with RecordingEditor(connection) as editor:
            _loader().graph.nodes[node].unapply(state, editor)
        texts += editor.texts
    return texts


@contextmanager
def _scratch_schema() -> Iterator[Any]:
    """An empty schema that is rolled back at the end of the block."""
    connection = connections["ddl"]
    with transaction.atomic(using="ddl"):
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {SCRATCH_SCHEMA}")
            cursor.execute(f"SET LOCAL search_path = {SCRATCH_SCHEMA}")
        yield connection
        transaction.set_rollback(True, using="ddl")


def tables_at(level: str) -> list[str]:
    """The tables that a module has at ``level``, those pointed at first."""
    app_labels = {token.partition(".")[0] for token in level.split()}
    nodes = [node for node in _plan(level) if node[0] in app_labels]
    if not nodes:
        return []
    state = _loader().project_state(nodes, at_end=True).apps
    models = [
        m for m in state.get_models(include_auto_created=True) if m._meta.app_label in app_labels
    ]
    return [model._meta.db_table for model in models]
