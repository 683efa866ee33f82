"""What must hold in every unit, as the database says it: asked by ``citydesk doctor``.

None of it keeps the server from starting: a unit that is not as it should be is for the
operator to look at, and the others go on working.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connections
from django.utils.translation import gettext as _

from core.context import UnitRef, open_city
from core.contracts.checks import Check
from core.modules.discovery import registry
from core.modules.models import InstallState, ModuleInstall
from core.units.kinds import State
from core.units.models import Unit
from tenancy.ddl.compile import kernel_level, newest, tables_at
from tenancy.ddl.drift import Standing, differences, unit_schemas
from tenancy.installation import installed
from tenancy.models import Tenant

#: Relations (tables, indexes, their overflow tables) of the kernel and the mandatory modules.
BUDGET = 260
#: More names than this make a line that nobody reads.
_NAMED = 5


def unit_checks() -> Iterator[Check]:
    """Budget, ledger, drift, doors and roles of all units."""
    yield _relations()
    with open_city():
        units = list(Unit.objects.exclude(state=State.PENDING))
        tenants = set(Tenant.objects.values_list("schema_name", flat=True))
        standing = _standing()
    yield _ledger(units, tenants, standing)
    yield _drift(standing)
    yield _doors(units)
    yield _roles()
    yield _statistics()


def _check(name: str, wrong: Iterable[str], well: str) -> Check:
    listed = sorted(wrong)
    if not listed:
        return Check(name, ok=True, detail=well, vital=False)
    more = " …" if len(listed) > _NAMED else ""
    named = ", ".join(listed[:_NAMED])
    return Check(name, ok=False, detail=f"{len(listed)}: {named}{more}", vital=False)


def _rows(question: str, *values: Any) -> list[tuple[Any, ...]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(question, values or None)
        return list(cursor.fetchall())


_RELATIONS = r"""
WITH own AS (
  SELECT c.oid, c.relnamespace, c.reltoastrelid FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname ~ '^u_[0-9a-f]{32}$' AND c.relkind IN ('r', 'p') AND c.relname = ANY(%s)
), counted AS (
  SELECT relnamespace, 1 + 2 * (reltoastrelid <> 0)::int
         + (SELECT count(*) FROM pg_index WHERE indrelid = own.oid) AS relations
  FROM own
)
SELECT coalesce(max(total), 0) FROM (
  SELECT sum(relations) AS total FROM counted GROUP BY relnamespace
) s
"""


def _relations() -> Check:
    """The unit with the most; optional modules do not count."""
    levels = [kernel_level(), *(newest(m.manifest.label) for m in registry().mandatory)]
    tables = [table for level in levels for table in tables_at(level)]
    most = int(_rows(_RELATIONS, tables)[0][0])
    return Check("units.relations", most <= BUDGET, f"{most} ≤ {BUDGET}", vital=False)


def _standing() -> dict[Any, list[Standing]]:
    """For each unit all that stands in its schemas, by the ledger."""
    found: dict[Any, list[Standing]] = defaultdict(list)
    rows = ModuleInstall.objects.exclude(state=InstallState.FAILED).exclude(level="")
    for unit_id, code, level, state in rows.values_list("unit_id", "unit__code", "level", "state"):
        own, kept = unit_schemas(unit_id)
        schema = kept if state == InstallState.KEPT else own
        found[unit_id].append(Standing(code, schema, level))
    return found


def _ledger(units: list[Unit], tenants: set[str], standing: dict[Any, Any]) -> Check:
    """Each unit that was made has one schema and a line in the ledger, and no schema is extra."""
    schemas = {name for (name,) in _rows("SELECT nspname FROM pg_namespace WHERE nspname ~ '^u_'")}
    listed = {unit.ref().schema: unit for unit in units}
    wrong = {unit.code for unit in units if unit.id not in standing}
    wrong |= {unit.code for name, unit in listed.items() if name not in schemas & tenants}
    return _check("units.ledger", wrong | (schemas - listed.keys()), str(len(units)))


def _drift(standing: dict[Any, list[Standing]]) -> Check:
    """The tables of each unit are what its migrations make, to the last index and right."""
    every = [row for rows in standing.values() for row in rows]
    wrong = map(str, differences(connections["owner"], every)) if every else ()
    return _check("units.drift", wrong, str(len(standing)))


_OPEN = r"""
SELECT r.role FROM unnest(%s::text[], %s::text[]) AS r(role, schema)
WHERE CASE WHEN to_regrole(r.role) IS NULL OR to_regnamespace(r.schema) IS NULL THEN false
           ELSE has_schema_privilege(r.role, r.schema, 'USAGE') END
"""


def _doors(units: list[Unit]) -> Check:
    """The database lets into a unit exactly while the unit is active."""
    names = installed()
    refs: list[UnitRef] = [unit.ref() for unit in units]
    roles = [names.unit(ref.id) for ref in refs]
    opened = {role for (role,) in _rows(_OPEN, roles, [ref.schema for ref in refs])}
    wrong = [
        unit.code
        for unit, role in zip(units, roles, strict=True)
        if (role in opened) != (unit.state == State.ACTIVE)
    ]
    return _check("units.doors", wrong, str(len(units)))


_LEFT_OVER = """
SELECT rolname FROM pg_roles r
WHERE rolname ~ %s AND NOT EXISTS (SELECT FROM pg_shdepend WHERE refobjid = r.oid)
  AND NOT rolname = ANY(%s)
"""


def _roles() -> Check:
    """Roles of units that are in no database any more; clones share those that are."""
    names = installed()
    with open_city():
        needed = [names.unit(key) for key in Unit.objects.values_list("id", flat=True)]
    pattern = f"^cd_{names.id}_[0-9a-f]{{32}}$"
    left = [name for (name,) in _rows(_LEFT_OVER, pattern, needed)]
    return _check("database.roles", left, str(len(needed)))


def _statistics() -> Check:
    """Column statistics would show one unit's values to another."""
    login = installed().app
    open_to_all = _rows("SELECT has_table_privilege(%s, 'pg_stats', 'SELECT')", login)[0][0]
    text = _(
        "列统计信息对所有登录可见。请以超级用户执行："
        "REVOKE SELECT ON pg_stats, pg_stats_ext, pg_stats_ext_exprs FROM PUBLIC"
    )
    return Check("database.statistics", not open_to_all, text if open_to_all else "-", vital=False)
