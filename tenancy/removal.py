"""Take a whole city out of a database: schemas, shared tables and roles.

For demonstrations only; the caller makes sure of that.
"""

from django.db import connections
from psycopg2 import sql

from tenancy.installation import forget, installed

#: Dropping takes a lock for every relation: this many schemas fit any lock table.
_AT_ONCE = 20


def holds_a_city() -> bool:
    """Whether the database was prepared for CityDesk."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT to_regclass('city.installation') IS NOT NULL")
        return bool(cursor.fetchone()[0])


def table_has_rows(table: str) -> bool:
    """Whether the shared table exists and holds something."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [f"city.{table}"])
        if cursor.fetchone()[0] is None:
            return False
        cursor.execute(sql.SQL("SELECT EXISTS (SELECT FROM city.{})").format(sql.Identifier(table)))
        return bool(cursor.fetchone()[0])


def remove_city() -> None:
    """Drop every unit's schemas, then the shared one, then the roles."""
    connections["default"].close()
    names = installed()
    _drop_schemas("ddl", r"^[uk]_[0-9a-f]{32}$")
    connections["ddl"].close()
    with connections["owner"].cursor() as cursor:
        cursor.execute("DROP SCHEMA city CASCADE")
        cursor.execute(
            "SELECT rolname FROM pg_roles WHERE rolname LIKE %s", [f"cd\\_{names.id}\\_%"]
        )
        for (role,) in cursor.fetchall():
            cursor.execute(sql.SQL("DROP OWNED BY {0}; DROP ROLE {0}").format(sql.Identifier(role)))
    connections.close_all()
    forget()


def _drop_schemas(alias: str, pattern: str) -> None:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname ~ %s", [pattern])
        schemas = [name for (name,) in cursor.fetchall()]
        for start in range(0, len(schemas), _AT_ONCE):
            names = map(sql.Identifier, schemas[start : start + _AT_ONCE])
            cursor.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.SQL(", ").join(names)))
