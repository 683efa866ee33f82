"""A database role for each unit. Made for a whole import in one statement, before its schemas."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connections

from tenancy.installation import Names

# Membership changes make every later SET ROLE of every connection read all memberships
# again, so an import pays that once and not once per unit.
_MAKE = """
DO $$
DECLARE role text;
BEGIN
  FOREACH role IN ARRAY %s::text[] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
      EXECUTE format('CREATE ROLE %%I NOLOGIN IN ROLE %%I, %%I', role, %s, %s);
      EXECUTE format('GRANT %%I TO %%I', role, %s);
    END IF;
  END LOOP;
END $$
"""


def make_unit_roles(names: Names, unit_ids: Iterable[UUID]) -> None:
    """Make the roles that are missing; those that stand are left as they are."""
    roles = [names.unit(unit_id) for unit_id in unit_ids]
    if roles:
        with connections["owner"].cursor() as cursor:
            cursor.execute(_MAKE, [roles, names.rows, names.units, names.app])


def drop_unit_role(names: Names, unit_id: UUID) -> None:
    """Remove the role of a unit whose schema is gone, unless another database needs it."""
    role = names.unit(unit_id)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT FROM pg_shdepend d JOIN pg_roles r ON r.oid = d.refobjid WHERE rolname = %s",
            [role],
        )
        if cursor.fetchone() is None:
            cursor.execute(f'DROP ROLE IF EXISTS "{role}"')
