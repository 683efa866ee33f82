"""Writing a line in the open transaction: the line itself and, in ``city``, its witness."""

from collections.abc import Mapping
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
    scope = current_scope()
    if scope is None:
        raise ScopeNotOpen("a line of the trail is written in the transaction of its act")
    trail: type[TrailEntry] = AuditEntry if scope.unit else CityEntry
    columns = columns_of(act, by)
    rows = ((trail, columns), (TrailWitness, witness_of(columns, scope.key)))
    texts, values = [], []
    for model, row in rows:
        texts.append(_insert(model._meta.db_table, row))
        values += [Json(value) if isinstance(value, dict) else value for value in row.values()]
    with connection.cursor() as cursor:
        cursor.execute("; ".join(texts), values)


def _insert(table: str, row: Mapping[str, Any]) -> str:
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join(["%s"] * len(row))
    return f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608  names of our models
