"""Tables that are not what the code's migrations make: all units in one query.

One query for each unit would look through the whole catalogue each time (it has no index by
schema), which at 3,606 units takes longer than making them did. Only plain columns of the
catalogue are compared: writing out definitions would load every relation into the server
process. Order of columns and names of schemas do not count.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.migrations.exceptions import NodeNotFoundError

from tenancy.backend.base import SCRATCH_SCHEMA
from tenancy.ddl.compile import kernel_level, scratch_at, tables_at
from tenancy.installation import installed


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """One kind of thing (column, index, constraint, trigger, rights) of one table of a unit."""

    unit: str
    table: str
    kind: str
    #: missing, unknown, or differs.
    how: str

    def __str__(self) -> str:
        return f"{self.unit}: {self.table} ({self.kind} {self.how})"


@dataclass(frozen=True, slots=True)
class Standing:
    """By the ledger, the tables of ``level`` stand in ``schema`` of the unit ``code``."""

    code: str
    schema: str
    level: str


# What a table is made of: one line for each part, hashed by kind. A sum has no order to sort.
_PARTS = """
tables AS (
  SELECT c.oid, c.relname, n.nspname, c.relacl, c.relowner
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = ANY(%(schemas)s) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
), keys AS (
  SELECT i.indexrelid, string_agg(coalesce(a.attname, '()'), ',' ORDER BY k.place) AS columns
  FROM tables t JOIN pg_index i ON i.indrelid = t.oid
  CROSS JOIN unnest(i.indkey::int2[]) WITH ORDINALITY k(number, place)
  LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number
  GROUP BY i.indexrelid
), ends AS (
  SELECT c.oid, string_agg(a.attname, ',' ORDER BY k.place) AS columns
  FROM tables t JOIN pg_constraint c ON c.conrelid = t.oid
  CROSS JOIN unnest(c.conkey) WITH ORDINALITY k(number, place)
  JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number
  GROUP BY c.oid
), parts AS (
  SELECT t.nspname, t.relname, 'column' AS kind, concat_ws(' ', a.attname, a.atttypid,
         a.atttypmod, a.attcollation, a.attnotnull, a.attidentity, a.attgenerated,
         pg_get_expr(d.adbin, d.adrelid)) AS part
  FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
  UNION ALL
  SELECT t.nspname, t.relname, 'index', concat_ws(' ', x.relname, k.columns, x.relam,
         i.indisunique, i.indisprimary, i.indnullsnotdistinct, i.indisvalid, i.indclass,
         i.indcollation, i.indoption, pg_get_expr(i.indexprs, i.indrelid),
         pg_get_expr(i.indpred, i.indrelid))
  FROM tables t JOIN pg_index i ON i.indrelid = t.oid
  JOIN pg_class x ON x.oid = i.indexrelid JOIN keys k ON k.indexrelid = i.indexrelid
  UNION ALL
  SELECT t.nspname, t.relname, 'constraint', concat_ws(' ', c.conname, c.contype, e.columns,
         c.convalidated, c.condeferrable, c.condeferred, c.confupdtype, c.confdeltype,
         o.relname, pg_get_expr(c.conbin, c.conrelid))
  FROM tables t JOIN pg_constraint c ON c.conrelid = t.oid
  LEFT JOIN ends e ON e.oid = c.oid LEFT JOIN pg_class o ON o.oid = c.confrelid
  UNION ALL
  SELECT t.nspname, t.relname, 'trigger', concat_ws(' ', g.tgname, g.tgtype, g.tgenabled,
         p.proname, md5(replace(p.prosrc, t.nspname, '')))
  FROM tables t JOIN pg_trigger g ON g.tgrelid = t.oid AND NOT g.tgisinternal
  JOIN pg_proc p ON p.oid = g.tgfoid
  UNION ALL
  SELECT t.nspname, t.relname, 'rights', acl::text
  FROM tables t CROSS JOIN unnest(t.relacl) acl
), found AS (
  SELECT nspname, relname, kind, sum(hashtextextended(part, 0))::text AS hash
  FROM parts GROUP BY nspname, relname, kind
)
"""

_FOUND = f"WITH {_PARTS} SELECT relname, kind, hash FROM found"  # noqa: S608  constants

_COMPARED = f"""
WITH {_PARTS}, expected AS (
  SELECT * FROM unnest(%(levels)s::text[], %(tables)s::text[], %(kinds)s::text[],
                       %(hashes)s::text[]) AS e(level, relname, kind, hash)
), standing AS (
  SELECT * FROM unnest(%(standing_schemas)s::text[], %(standing_levels)s::text[]) s(nspname, level)
), wanted AS (
  SELECT s.nspname, e.relname, e.kind, e.hash FROM standing s JOIN expected e USING (level)
)
SELECT coalesce(w.nspname, f.nspname), coalesce(w.relname, f.relname), coalesce(w.kind, f.kind),
       CASE WHEN f.hash IS NULL THEN 'missing' WHEN w.hash IS NULL THEN 'unknown'
            ELSE 'differs' END
FROM wanted w FULL JOIN found f USING (nspname, relname, kind)
WHERE w.hash IS DISTINCT FROM f.hash
"""  # noqa: S608  constants


def differences(connection: Any, standing: Iterable[Standing]) -> list[Difference]:
    """What differs in the schemas that are named, from what should stand there."""
    rows = list(standing)
    expected, unknown = _expected({row.level for row in rows})
    codes = {row.schema: row.code for row in rows}
    values = {
        "schemas": list(codes),
        "standing_schemas": [row.schema for row in rows],
        "standing_levels": [row.level for row in rows],
    }
    for name, column in zip(("levels", "tables", "kinds", "hashes"), range(4), strict=True):
        values[name] = [part[column] for part in expected]
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SET LOCAL jit = off; SET LOCAL work_mem = '128MB'")
        cursor.execute(_COMPARED, values)
        found = [Difference(codes[schema], *rest) for schema, *rest in cursor.fetchall()]
    lost = (Difference(row.code, row.level, "level", "unknown") for row in rows)
    return sorted([*found, *(row for row in lost if row.table in unknown)])


def unit_schemas(unit_id: UUID) -> tuple[str, str]:
    """The names of a unit's schema and of the schema of its kept data."""
    return f"u_{unit_id.hex}", f"k_{unit_id.hex}"


def _expected(levels: set[str]) -> tuple[list[tuple[str, str, str, str]], set[str]]:
    """The parts of each level's tables, made anew; and the levels this code does not know."""
    parts, unknown = [], set()
    for level in sorted(levels):
        try:
            mine = set(tables_at(level))
            made = _made(level, installed().id)
            parts += [(level, *part) for part in made if part[0] in mine]
        except NodeNotFoundError:
            unknown.add(level)
    return parts, unknown


@cache
def _made(level: str, _installation: str) -> list[tuple[str, str, str]]:
    """The parts of the scratch schema at ``level``; rights name the installation's roles."""
    base = () if level == kernel_level() else (kernel_level(),)
    with scratch_at(*base, level) as connection, connection.cursor() as cursor:
        cursor.execute(_FOUND, {"schemas": [SCRATCH_SCHEMA]})
        return list(cursor.fetchall())
