"""Where a module's tables stand: in the unit's schema, or aside in the schema of kept data."""

from uuid import UUID

from psycopg2 import sql

from core.context import UnitRef
from tenancy.ddl.compile import tables_at


def look_at(unit_id: UUID) -> sql.Composable:
    """The unit's schema alone, for DDL: nothing shared can be meant by mistake."""
    return sql.SQL("SET LOCAL search_path = {}").format(_schema(unit_id))


def look_at_both(unit_id: UUID) -> sql.Composable:
    """The unit's schema, then the shared one, for rows."""
    return sql.SQL("SET LOCAL search_path = {}, city").format(_schema(unit_id))


def set_aside(unit_id: UUID, level: str) -> sql.Composable:
    """Move the module's tables out of reach of the unit's role; every row stays."""
    kept = sql.Identifier(kept_schema(unit_id))
    return sql.SQL("CREATE SCHEMA IF NOT EXISTS {};\n").format(kept) + _move(
        level, _schema(unit_id), kept
    )


def bring_back(unit_id: UUID, level: str) -> sql.Composable:
    """Move the kept tables of a module back into the unit's schema."""
    return _move(level, sql.Identifier(kept_schema(unit_id)), _schema(unit_id))


def kept_schema(unit_id: UUID) -> str:
    """The schema of a unit's kept data; no role but the owner may enter it."""
    return f"k_{unit_id.hex}"


def _move(level: str, source: sql.Identifier, target: sql.Identifier) -> sql.Composable:
    move = sql.SQL("ALTER TABLE {}.{} SET SCHEMA {}")
    return sql.SQL(";\n").join(
        move.format(source, sql.Identifier(table), target) for table in tables_at(level)
    )


def _schema(unit_id: UUID) -> sql.Identifier:
    return sql.Identifier(UnitRef(unit_id, "").schema)
