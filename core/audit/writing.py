"""Writing a line in the open transaction: the line itself and, in ``city``, its witness."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from psycopg2.extras import Json

from core.audit.entry import TrailEntry
from core.audit.line import Act, columns_of, witness_of
from core.audit.models import AuditEntry
from core.context import current_scope
from core.contracts.people import Person
from core.errors import ScopeNotOpen
from core.evidence.models import CityEntry, TrailWitness


def write(act: Act, by: Person | None) -> None:
    """Add a line to the trail of the open scope, a unit's or the city's; one round trip.

    Raises ``ScopeNotOpen`` outside a transaction: a line stands and falls with its act.
    """
    write_all([act], by)


def write_all(acts: Sequence[Act], by: Person | None) -> None:
    """Add a line for each of ``acts``, in their order, as ``write`` does; one round trip too."""
    scope = current_scope()
    if scope is None:
        raise ScopeNotOpen("a line of the trail is written in the transaction of its act")
    if not acts:
        return
    trail: type[TrailEntry] = AuditEntry if scope.unit else CityEntry
    lines = [columns_of(act, by) for act in acts]
    witnesses = [witness_of(columns, scope.key) for columns in lines]
    texts, values = [], []
    for model, rows in ((trail, lines), (TrailWitness, witnesses)):
        texts.append(_insert(model._meta.db_table, rows))
        values += [_held(value) for row in rows for value in row.values()]
    with connection.cursor() as cursor:
        cursor.execute("; ".join(texts), values)


def _held(value: Any) -> Any:
    return Json(value) if isinstance(value, dict) else value


def _insert(table: str, rows: Sequence[Mapping[str, Any]]) -> str:
    names = ", ".join(f'"{name}"' for name in rows[0])
    marks = ", ".join(["%s"] * len(rows[0]))
    lines = ", ".join([f"({marks})"] * len(rows))
    return f'INSERT INTO "{table}" ({names}) VALUES {lines}'  # noqa: S608  names of our models
