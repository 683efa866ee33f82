"""One hash for everything that a schema's catalogue says about its tables.

Two schemas with the same fingerprint have the same columns, defaults, indexes,
constraints and triggers; names of schemas and roles are left out.
"""

from typing import Any

#: Names of schemas are taken out of definitions, which PostgreSQL prints in full.
_CATALOGUE = """
WITH tables AS (
  SELECT oid, relname FROM pg_class
  WHERE relnamespace = to_regnamespace(%(schema)s) AND relkind IN ('r', 'p')
), items AS (
  SELECT format('column %%s.%%s %%s %%s %%s', t.relname, a.attname,
                format_type(a.atttypid, a.atttypmod), a.attnotnull,
                pg_get_expr(d.adbin, d.adrelid)) AS item
  FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
  UNION ALL
  SELECT format('index %%s %%s', t.relname, pg_get_indexdef(i.indexrelid))
  FROM tables t JOIN pg_index i ON i.indrelid = t.oid
  UNION ALL
  SELECT format('constraint %%s %%s %%s', t.relname, c.conname, pg_get_constraintdef(c.oid))
  FROM tables t JOIN pg_constraint c ON c.conrelid = t.oid
  UNION ALL
  SELECT format('trigger %%s %%s', t.relname, pg_get_triggerdef(g.oid))
  FROM tables t JOIN pg_trigger g ON g.tgrelid = t.oid AND NOT g.tgisinternal
)
SELECT replace(item, format('%%s.', %(schema)s), '') AS item FROM items ORDER BY item COLLATE "C"
"""


_HASH = f"""
SELECT md5(coalesce(string_agg(item, chr(10) ORDER BY item COLLATE "C"), ''))
FROM ({_CATALOGUE}) s
"""  # noqa: S608  two constants


def catalogue(connection: Any, schema: str) -> list[str]:
    """Every column, index, constraint and trigger of the schema, a line each, sorted."""
    with connection.cursor() as cursor:
        cursor.execute(_CATALOGUE, {"schema": schema})
        return [row[0] for row in cursor.fetchall()]


def fingerprint(connection: Any, schema: str) -> str:
    """The hash of :func:`catalogue`, computed in the database."""
    with connection.cursor() as cursor:
        cursor.execute(_HASH, {"schema": schema})
        return str(cursor.fetchone()[0])
