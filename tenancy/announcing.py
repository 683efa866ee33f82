"""Facts about units and modules, written into the outbox by the transaction that makes them true.

The module host announces inside a unit's own transaction; these facts come about in the
``ddl`` log-in's, so the jobs that carry them are written as rows of the same text.
"""

from collections.abc import Iterator
from typing import Any

from psycopg2 import sql
from psycopg2.extras import Json

from core.contracts.facts import ModuleInstalled, UnitProvisioned
from core.db.keys import new_id
from core.jobs.models import Job, JobState
from core.modules.facts import fact_as_json
from core.modules.hookspecs import HOOK_OF_FACT
from core.modules.host import DELIVER
from core.modules.models import InstallState, ModuleInstall
from core.modules.public import host, registry
from tenancy.contributions import UnitFacts


def unit_made(unit: UnitFacts) -> Iterator[sql.Composable]:
    """Tell the modules of a new unit that it is there."""
    yield from _deliveries(unit, UnitProvisioned(unit.id, unit.code, unit.at))


def module_came(unit: UnitFacts, module: str, act: str) -> Iterator[sql.Composable]:
    """Tell a module and its neighbours that it became active in the unit."""
    if act == "install":
        version = registry()[module].manifest.version
        yield from _deliveries(unit, ModuleInstalled(unit.id, module, version, unit.at))


def _deliveries(unit: UnitFacts, fact: Any) -> Iterator[sql.Composable]:
    hook = HOOK_OF_FACT[type(fact)].name
    for listener in host().implementers(hook):
        args = {"hook": hook, "module": listener, "fact": fact_as_json(fact)}
        yield _job_if_active(unit, listener, args)


def _job_if_active(unit: UnitFacts, listener: str, args: dict[str, Any]) -> sql.Composable:
    """Which of its listeners are active only the database knows at that moment."""
    row = {
        "id": str(new_id()),
        "name": DELIVER,
        "unit_id": str(unit.id),
        "args": Json(args),
        "state": JobState.WAITING.value,
        "run_at": unit.at,
        "attempts": 0,
        "last_error": "",
        "created_at": unit.at,
        "key": "",
    }
    return sql.SQL(
        "INSERT INTO {} ({}) SELECT {} WHERE EXISTS "
        "(SELECT FROM {} WHERE unit_id = {} AND module = {} AND state = {})"
    ).format(
        sql.Identifier(Job._meta.db_table),
        sql.SQL(", ").join(map(sql.Identifier, row)),
        sql.SQL(", ").join(map(sql.Literal, row.values())),
        sql.Identifier(ModuleInstall._meta.db_table),
        sql.Literal(str(unit.id)),
        sql.Literal(listener),
        sql.Literal(InstallState.ACTIVE.value),
    )
