"""Lines for a unit's trail, written from outside the unit's own transaction."""

from typing import Any
from uuid import UUID

from psycopg2 import sql
from psycopg2.extras import Json

from core.audit.models import AuditEntry
from core.contracts.people import Person
from core.db.keys import new_id
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
    """The statement that adds one line to the trail of ``unit``."""
    return insert(
        AuditEntry._meta.db_table,
        {
            "id": str(new_id()),
            "at": unit.at,
            "account_id": str(by.account_id) if by else None,
            "person_name": by.name if by else OPERATOR,
            "title": by.title if by else "",
            "action": action,
            "subject": subject,
            "detail": Json(detail),
        },
    )
