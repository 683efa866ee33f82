"""Make a unit: schema, tables, modules, ledger, fee and activation code in one transaction.

Killed anywhere, the unit is ``pending`` as before and running again makes it; it is
routable only once that transaction has committed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from time import perf_counter
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connections, transaction
from psycopg2 import sql

from core.context import UnitRef
from core.db.keys import new_id
from core.modules.discovery import registry
from core.modules.models import KERNEL
from core.units.kinds import State, UnitEventKind
from core.units.models import Unit, UnitEvent
from tenancy.contributions import UnitFacts, provision_statements
from tenancy.ddl.compile import NOTHING, compiled, compiled_kernel, newest
from tenancy.installation import Names, installed
from tenancy.ledger import LOOK_AT_CITY, ledger_row, note_failure
from tenancy.models import Tenant
from tenancy.text import insert, joined, now
from tenancy.trail import city_line, trail_line

#: Who opens a unit: its list was confirmed by a person, the making is the platform's own act.
PLATFORM = ""


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
    for module in registry().mandatory:
        level = newest(module.manifest.label)
        texts.append(compiled(NOTHING, level).text)
        levels.append((module.name, module.manifest.version, level))
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
            cursor.execute(LOOK_AT_CITY)
            unit = _claim(skip)
            if unit is None:
                return None
            _make(cursor, installed(), unit)
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
    cursor.execute(
        joined([*_tables(unit.ref(), names), *_rows(facts), *provision_statements(facts)])
    )


def _tables(ref: UnitRef, names: Names) -> Iterator[sql.Composable]:
    schema = sql.Identifier(ref.schema)
    yield sql.SQL("CREATE SCHEMA {}").format(schema)
    yield sql.SQL("SET LOCAL search_path = {}").format(schema)
    yield sql.SQL(blueprint().ddl.replace("{", "{{").replace("}", "}}"))
    yield sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(
        schema, sql.Identifier(names.unit(ref.id))
    )
    yield sql.SQL("SET LOCAL search_path = {}, city").format(schema)


def _rows(unit: UnitFacts) -> Iterator[sql.Composable]:
    for module, version, level in blueprint().levels:
        yield ledger_row(unit, module, version, level)
    yield insert(
        Tenant._meta.db_table,
        {"unit_id": str(unit.id), "schema_name": UnitRef(unit.id, unit.code).schema},
    )
    yield insert(
        UnitEvent._meta.db_table,
        {
            "id": str(new_id()),
            "unit_id": str(unit.id),
            "kind": UnitEventKind.ACTIVATED.value,
            "reason": "",
            "by_id": None,
            "by_name": PLATFORM,
            "at": unit.at,
        },
    )
    # The first line of the unit's own trail.
    yield trail_line(unit, "unit.provisioned", unit.code, None)
    yield city_line("unit.provisioned", unit.code, None, at=unit.at)
    yield sql.SQL("UPDATE unit SET state = {}, provisioned_at = {} WHERE id = {}").format(
        sql.Literal(State.ACTIVE.value), sql.Literal(unit.at), sql.Literal(str(unit.id))
    )
