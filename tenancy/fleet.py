"""What the city office does with a unit that stands: suspend, restore, close; seal after a reform.

The database is told first: without USAGE on its schema the unit's role reaches nothing,
whatever the code forgets, and there is no table of the same name to fall through to.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import OperationalError, connections, transaction
from psycopg2 import errors, sql

from core.audit.models import AuditEntry
from core.context import UnitRef
from core.contracts.people import Person
from core.units.kinds import State, UnitEventKind
from core.units.models import Unit, UnitEvent
from tenancy.contributions import UnitFacts
from tenancy.errors import ReasonMissing, UnitBusy, UnitHasChildren, UnitNotActive, UnknownUnit
from tenancy.export import Table, export_path, tables_of, unit_of, write_export
from tenancy.installation import installed
from tenancy.ledger import LOOK_AT_CITY, city_rows
from tenancy.module_tables import look_at_both
from tenancy.text import joined, now
from tenancy.trail import OPERATOR, city_line, trail_line

#: How long closing waits for those who still write in the unit.
LOCK_TIMEOUT = "10s"

_CLOSING = f"unit.{State.CLOSED.value}"
_EVENTS = {
    State.SUSPENDED: UnitEventKind.SUSPENDED,
    State.ACTIVE: UnitEventKind.RESTORED,
    State.CLOSED: UnitEventKind.CLOSED,
}


@dataclass(frozen=True, slots=True)
class Act:
    """A change of a unit's state, who asks for it and why."""

    code: str
    state: State
    allowed: frozenset[State]
    reason: str
    by: Person | None


def suspend(code: str, *, reason: str, by: Person | None = None) -> bool:
    """Refuse entry to the unit; documents sent to it wait. False if it is suspended already."""
    return _change(Act(code, State.SUSPENDED, frozenset({State.ACTIVE}), reason, by))


def restore(code: str, *, reason: str, by: Person | None = None) -> bool:
    """Let a suspended unit in again. False if it is active."""
    return _change(Act(code, State.ACTIVE, frozenset({State.SUSPENDED}), reason, by))


def close(code: str, *, reason: str, by: Person | None = None) -> Path | None:
    """Export the unit's data and close it for good; the path of the export.

    One transaction: writers of the unit are waited for and kept out, everything is written
    to the export, then nobody can enter. Its schema stays as it is. None if it is closed.
    Raises ``UnitHasChildren`` while others stand under it.
    """
    act = Act(code, State.CLOSED, frozenset({State.ACTIVE, State.SUSPENDED}), reason, by)
    _refuse_without_reason(act)
    with city_rows():
        unit = unit_of(code)
        tables = tables_of(unit)
    if unit.state == State.CLOSED:
        return None
    _refuse_above_others(unit)
    with _writers_kept_out(code, tables) as cursor:
        locked = _locked(act)
        if locked is None:
            return None
        if tables_of(locked) != tables:
            raise UnitBusy(unit=code)
        path = export_path(locked.ref(), now())
        # The last line of the unit's trail, its closing, is in the export as well.
        _carry_out(cursor, locked, act, export=path.name)
        return write_export(cursor, locked, tables, path)


def seal(code: str, *, reason: str, by: Person | None = None) -> Path | None:
    """Export and shut a unit that a reform has closed; the path of the export, None if it is shut.

    The reform wrote the unit's state and its event; the schema is behind it until this is
    done, and doing it again after a crash is safe.
    """
    act = Act(code, State.CLOSED, frozenset(), reason, by)
    with city_rows() as cursor:
        unit = unit_of(code)
        tables = tables_of(unit)
        if unit.state != State.CLOSED:
            raise UnitNotActive(unit=unit.name, state=State(unit.state).label)
        if not tables or _is_sealed(cursor, unit.ref()):
            return None
    with _writers_kept_out(code, tables) as cursor:
        path = export_path(unit.ref(), now())
        _set_door(cursor, unit, act, now(), export=path.name)
        return write_export(cursor, unit, tables, path)


def _refuse_above_others(unit: Unit) -> None:
    with city_rows():
        children = Unit.objects.using("ddl").filter(parent=unit).exclude(state=State.CLOSED)
        names = list(children.values_list("name", flat=True))
    if names:
        raise UnitHasChildren(unit=unit.name, count=len(names), child=names[0])


def _change(act: Act) -> bool:
    _refuse_without_reason(act)
    with city_rows() as cursor:
        unit = _locked(act)
        if unit is not None:
            _carry_out(cursor, unit, act)
    return unit is not None


def _refuse_without_reason(act: Act) -> None:
    if not act.reason.strip():
        raise ReasonMissing


def _locked(act: Act) -> Unit | None:
    """The unit's row, locked, if the act is possible; None if the unit is there already."""
    rows = Unit.objects.using("ddl").select_for_update(no_key=True, of=("self",))
    unit = rows.filter(code=act.code).first()
    if unit is None:
        raise UnknownUnit(unit=act.code)
    if unit.state == act.state:
        return None
    if unit.state not in act.allowed:
        raise UnitNotActive(unit=unit.name, state=State(unit.state).label)
    return unit


def _carry_out(cursor: Any, unit: Unit, act: Act, **detail: str) -> None:
    at = now()
    _set_door(cursor, unit, act, at, **detail)
    Unit.objects.using("ddl").filter(pk=unit.pk).update(state=act.state)
    UnitEvent.objects.using("ddl").create(
        unit=unit,
        kind=_EVENTS[act.state],
        reason=act.reason.strip(),
        by_id=act.by.account_id if act.by else None,
        by_name=act.by.name if act.by else OPERATOR,
        at=at,
    )


def _set_door(cursor: Any, unit: Unit, act: Act, at: datetime, **detail: str) -> None:
    """Open or shut the schema, and say so in the unit's own trail and in the city's."""
    facts = UnitFacts(unit.id, unit.code, unit.name, unit.kind, at)
    what, why = f"unit.{act.state.value}", {"reason": act.reason.strip(), **detail}
    line = trail_line(facts, what, unit.code, act.by, **why)
    citys = city_line(what, unit.code, act.by, at=at, **why)
    cursor.execute(joined([look_at_both(unit.id), _entry(unit.ref(), act.state), line, citys]))
    cursor.execute(LOOK_AT_CITY)


def _is_sealed(cursor: Any, ref: UnitRef) -> bool:
    """Whether the unit's own trail ends with its closing: it says so once its door is shut."""
    trail = sql.Identifier(ref.schema, AuditEntry._meta.db_table)
    cursor.execute(sql.SQL("SELECT FROM {} WHERE action = %s").format(trail), [_CLOSING])
    return cursor.fetchone() is not None


def _entry(ref: UnitRef, state: State) -> sql.Composable:
    """Open or shut the schema to the unit's own role."""
    opened = state is State.ACTIVE
    verb = "GRANT USAGE ON SCHEMA {} TO {}" if opened else "REVOKE ALL ON SCHEMA {} FROM {}"
    role = installed().unit(ref.id)
    return sql.SQL(verb).format(sql.Identifier(ref.schema), sql.Identifier(role))


@contextmanager
def _writers_kept_out(code: str, tables: list[Table]) -> Iterator[Any]:
    """A repeatable-read transaction whose snapshot is taken after the last writer has ended."""
    try:
        with transaction.atomic(using="ddl"), connections["ddl"].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
            if tables:
                cursor.execute(_lock(tables))
            cursor.execute(LOOK_AT_CITY)
            yield cursor
    except OperationalError as error:
        if isinstance(error.__cause__, errors.LockNotAvailable | errors.SerializationFailure):
            raise UnitBusy(unit=code) from error
        raise


def _lock(tables: list[Table]) -> sql.Composable:
    names = sql.SQL(", ").join(sql.Identifier(table.schema, table.name) for table in tables)
    return sql.SQL("LOCK TABLE {} IN SHARE MODE").format(names)
