"""SQL texts: several statements that travel to the server as one."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone
from psycopg2 import sql


def insert(table: str, values: Mapping[str, Any]) -> sql.Composable:
    """An INSERT of one row with its values written in as literals."""
    return sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, values)),
        sql.SQL(", ").join(map(sql.Literal, values.values())),
    )


def joined(statements: Iterable[sql.Composable | str]) -> sql.Composable:
    """The statements as one text, in order."""
    parts = [sql.SQL(part) if isinstance(part, str) else part for part in statements]
    return sql.SQL(";\n").join(parts)


def now() -> Any:
    """The time that the rows of one text share."""
    return timezone.now()
