"""What the city office does with a unit that stands: suspend, restore, close.

The database is told first: without USAGE on its schema the unit's role reaches nothing,
whatever the code forgets, and there is no table of the same name to fall through to.
"""

from psycopg2 import sql

from core.context import UnitRef
from core.contracts.people import Person
from core.units.kinds import State
from core.units.models import Unit
from tenancy.contributions import UnitFacts
from tenancy.errors import UnitNotActive, UnknownUnit
from tenancy.installation import installed
from tenancy.ledger import city_rows
from tenancy.module_tables import look_at_both
from tenancy.text import joined, now
from tenancy.trail import trail_line


def suspend(code: str, *, reason: str, by: Person | None = None) -> bool:
    """Refuse entry to the unit; documents sent to it wait. False if it is suspended already."""
    return _change(code, State.SUSPENDED, {State.ACTIVE}, reason, by)


def restore(code: str, *, reason: str, by: Person | None = None) -> bool:
    """Let a suspended unit in again."""
    return _change(code, State.ACTIVE, {State.SUSPENDED}, reason, by)


def close(code: str, *, reason: str, by: Person | None = None) -> bool:
    """Close the unit for good; its schema stays as it is and nobody can enter it.

    The caller exports the unit's data first (``tenancy.export``).
    """
    return _change(code, State.CLOSED, {State.ACTIVE, State.SUSPENDED}, reason, by)


def _change(code: str, state: State, allowed: set[State], reason: str, by: Person | None) -> bool:
    with city_rows() as cursor:
        unit = Unit.objects.using("ddl").select_for_update(no_key=True).filter(code=code).first()
        if unit is None:
            raise UnknownUnit(unit=code)
        if unit.state == state:
            return False
        if unit.state not in allowed:
            raise UnitNotActive(unit=unit.name, state=State(unit.state).label)
        facts = UnitFacts(unit.id, unit.code, unit.name, unit.kind, now())
        line = trail_line(facts, f"unit.{state.value}", unit.code, by, reason=reason)
        cursor.execute(joined([look_at_both(unit.id), _entry(unit.ref(), state), line]))
        cursor.execute("SET LOCAL search_path = city")
        Unit.objects.using("ddl").filter(pk=unit.pk).update(state=state)
    return True


def _entry(ref: UnitRef, state: State) -> sql.Composable:
    """Open or shut the schema to the unit's own role."""
    verb = (
        "GRANT USAGE ON SCHEMA {} TO {}"
        if state is State.ACTIVE
        else "REVOKE ALL ON SCHEMA {} FROM {}"
    )
    role = installed().unit(ref.id)
    return sql.SQL(verb).format(sql.Identifier(ref.schema), sql.Identifier(role))
