"""Make a unit: schema, tables, modules, ledger, fee and activation code in one transaction.

Killed anywhere, the unit is ``pending`` as before and running again makes it; it is
routable only once that transaction has committed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from time import perf_counter
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connections, transaction
from psycopg2 import sql

from core.context import UnitRef
from core.db.keys import new_id
from core.modules.models import KERNEL, InstallState, ModuleInstall
from core.units.kinds import State
from core.units.models import Unit
from tenancy.contributions import UnitFacts, provision_statements
from tenancy.ddl.compile import NOTHING, compiled, compiled_kernel, newest
from tenancy.installation import Names
from tenancy.models import Tenant
from tenancy.text import insert, joined, now

@dataclass(frozen=True, slots=True)
class Made:
    """How making one unit went; ``error`` is empty when it stands."""

    code: str
    seconds: float
    error: str = ""


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What every new unit gets: one DDL text and the ledger rows that go with it."""

    ddl: str
    levels: tuple[tuple[str, str, str], ...]


@cache
def blueprint() -> Blueprint:
    """The kernel and the mandatory modules, compiled once in this process."""
    kernel = compiled_kernel()
    texts, levels = [kernel.text], [(KERNEL, "", kernel.to)]
    for manifest in _mandatory_modules():
        level = newest(manifest.label)
        texts.append(compiled(NOTHING, level).text)
        levels.append((manifest.name, manifest.version, level))
    return Blueprint("".join(texts), tuple(levels))


def provision_next(skip: frozenset[UUID] = frozenset()) -> tuple[UUID, Made] | None:
    """Make the first pending unit that nobody else is making; None when there is none.

    A unit that cannot be made stays pending, its cause stands in the ledger, and the next
    call should name it in ``skip``.
    """
    started = perf_counter()
    unit: Unit | None = None
    try:
        with transaction.atomic(using="ddl"), connections["ddl"].cursor() as cursor:
            cursor.execute("SET LOCAL search_path = city")
            unit = _claim(skip)
            if unit is None:
                return None
            _make(cursor, connections["ddl"].names, unit)
    except DatabaseError as error:
        if unit is None:
            raise
        note_failure(unit.id, KERNEL, str(error))
        return unit.id, Made(unit.code, perf_counter() - started, str(error).strip())
    return unit.id, Made(unit.code, perf_counter() - started)


def _claim(skip: frozenset[UUID]) -> Unit | None:
    pending = Unit.objects.using("ddl").filter(state=State.PENDING).exclude(pk__in=skip)
    return pending.select_for_update(skip_locked=True, of=("self",)).first()


def _make(cursor: Any, names: Names, unit: Unit) -> None:
    """One text, one round trip: tables first, rows after (an ALTER would trip over rows)."""
    facts = UnitFacts(unit.id, unit.code, unit.name, unit.kind, now())
    cursor.execute(joined([*_tables(unit.ref(), names), *_rows(facts), *provision_statements(facts)]))


def _tables(ref: UnitRef, names: Names) -> Iterator[sql.Composable]:
    schema = sql.Identifier(ref.schema)
    yield sql.SQL("CREATE SCHEMA {}").format(schema)
    yield sql.SQL("SET LOCAL search_path = {}").format(schema)
    yield sql.SQL(blueprint().ddl.replace("{", "{{").replace("}", "}}"))
    yield sql.SQL("REVOKE UPDATE, DELETE ON audit_entry FROM {}").format(sql.Identifier(names.rows))
    yield sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(
        schema, sql.Identifier(names.unit(ref.id))
    )
    yield sql.SQL("SET LOCAL search_path = {}, city").format(schema)


def _rows(unit: UnitFacts) -> Iterator[sql.Composable]:
    for module, version, level in blueprint().levels:
        yield _ledger_row(unit, module, version, level)
    yield insert(
        Tenant._meta.db_table,
        {"unit_id": str(unit.id), "schema_name": UnitRef(unit.id, unit.code).schema},
    )
    yield sql.SQL("UPDATE unit SET state = {}, provisioned_at = {} WHERE id = {}").format(
        sql.Literal(State.ACTIVE.value), sql.Literal(unit.at), sql.Literal(str(unit.id))
    )


def _ledger_row(unit: UnitFacts, module: str, version: str, level: str) -> sql.Composable:
    row = {
        "id": str(new_id()),
        "unit_id": str(unit.id),
        "module": module,
        "version": version,
        "state": InstallState.ACTIVE.value,
        "level": level,
        "error": "",
        "changed_at": unit.at,
    }
    # A failed attempt of before left its cause in this row.
    return insert(ModuleInstall._meta.db_table, row) + sql.SQL(
        " ON CONFLICT (unit_id, module) DO UPDATE SET state = excluded.state, error = '', "
        "version = excluded.version, level = excluded.level, changed_at = excluded.changed_at"
    )


def note_failure(unit_id: UUID, module: str, error: str) -> None:
    """Keep the cause of a failed act where the fleet page shows it, in a transaction of its own."""
    with _city_rows():
        ModuleInstall.objects.using("ddl").update_or_create(
            unit_id=unit_id,
            module=module,
            defaults={"state": InstallState.FAILED, "error": error.strip(), "changed_at": now()},
            create_defaults={
                "state": InstallState.FAILED,
                "error": error.strip(),
                "changed_at": now(),
                "version": "",
            },
        )


@contextmanager
def _city_rows() -> Iterator[None]:
    """A transaction of the ``ddl`` log-in that sees the shared tables."""
    with transaction.atomic(using="ddl"):
        with connections["ddl"].cursor() as cursor:
            cursor.execute("SET LOCAL search_path = city")
        yield


def _mandatory_modules():
    return []
