"""Lines for the trails of a unit and of the city, written with the DDL log-in's own text."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg2 import sql
from psycopg2.extras import Json

from core.audit.line import Act, columns_of, witness_of
from core.audit.models import AuditEntry
from core.contracts.people import Person
from core.evidence.models import CityEntry, TrailWitness
from tenancy.contributions import UnitFacts
from tenancy.text import insert

#: Who acts when no person is logged in.
OPERATOR = "市级平台（命令行）"


def operator() -> Person:
    """Whoever types commands on the server, for services that ask who acts."""
    return Person(account_id=UUID(int=0), name=OPERATOR)


def trail_line(
    unit: UnitFacts, action: str, subject: str, by: Person | None, **detail: Any
) -> sql.Composable:
    """The statements that add one line to the trail of ``unit``; its schema is looked at first."""
    act = Act(action, unit.at, subject, detail=detail)
    return _line(AuditEntry._meta.db_table, act, by, unit.id)


def city_line(
    action: str, subject: str, by: Person | None, *, at: datetime, **detail: Any
) -> sql.Composable:
    """The statements that add one line to the city's own trail."""
    return _line(CityEntry._meta.db_table, Act(action, at, subject, detail=detail), by, None)


def _line(table: str, act: Act, by: Person | None, unit_id: UUID | None) -> sql.Composable:
    columns = columns_of(act, by, name=OPERATOR)
    witness = witness_of(columns, unit_id)
    return (
        insert(table, _literals(columns))
        + sql.SQL("; ")
        + insert(TrailWitness._meta.db_table, witness)
    )


def _literals(columns: Mapping[str, Any]) -> dict[str, Any]:
    return {key: Json(each) if isinstance(each, dict) else each for key, each in columns.items()}
