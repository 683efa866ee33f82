"""Rows of the module ledger, written in the transaction that changes the tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connections, transaction
from psycopg2 import sql

from core.db.keys import new_id
from core.modules.models import InstallState, ModuleInstall
from tenancy.contributions import UnitFacts
from tenancy.text import insert, now

#: The ``ddl`` log-in has no path of its own: each transaction says where it looks.
LOOK_AT_CITY = "SET LOCAL search_path = city"


def ledger_row(
    unit: UnitFacts,
    module: str,
    version: str,
    level: str,
    state: InstallState = InstallState.ACTIVE,
) -> sql.Composable:
    """The statement that says: ``module`` stands in ``unit`` at ``level``, in ``state``."""
    row = {
        "id": str(new_id()),
        "unit_id": str(unit.id),
        "module": module,
        "version": version,
        "state": state.value,
        "level": level,
        "error": "",
        "changed_at": unit.at,
    }
    # An earlier act, or the cause of a failed one, may stand there.
    return insert(ModuleInstall._meta.db_table, row) + sql.SQL(
        " ON CONFLICT (unit_id, module) DO UPDATE SET state = excluded.state, error = '', "
        "version = excluded.version, level = excluded.level, changed_at = excluded.changed_at"
    )


def note_failure(unit_id: UUID, module: str, error: str) -> None:
    """Keep the cause of a failed act where the fleet page shows it, in its own transaction.

    A module that stands keeps its state: a failed upgrade leaves the old version working.
    """
    cause = {"error": error.strip(), "changed_at": now()}
    new = {**cause, "state": InstallState.FAILED, "version": ""}
    with city_rows():
        ModuleInstall.objects.using("ddl").update_or_create(
            unit_id=unit_id, module=module, defaults=cause, create_defaults=new
        )


@contextmanager
def city_rows() -> Iterator[Any]:
    """A transaction of the ``ddl`` log-in that looks at the shared tables; yields its cursor."""
    with transaction.atomic(using="ddl"), connections["ddl"].cursor() as cursor:
        cursor.execute(LOOK_AT_CITY)
        yield cursor
