"""A database role for each unit. Made for a whole import in one statement, before its schemas."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connections

from tenancy.installation import Names

# Membership changes make every later SET ROLE of every connection read all memberships
# again, so an import pays that once and not once per unit.
#
# From PostgreSQL 16 on, whoever makes a role without being a superuser becomes a member of
# it, and a GRANT of it looks through all memberships of who grants: one for each of 3,606
# roles takes minutes. Hence the log-in comes with CREATE ROLE, and the two groups with one
# GRANT for all roles together.
_MAKE = """
DO $$
DECLARE
  missing text[] := ARRAY(
    SELECT role FROM unnest(%s::text[]) role
    WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role)
  );
  role text;
BEGIN
  FOREACH role IN ARRAY missing LOOP
    EXECUTE format('CREATE ROLE %%I NOLOGIN ROLE %%I', role, %s);
  END LOOP;
  IF missing <> '{}' THEN
    EXECUTE format('GRANT %%I, %%I TO ', %s, %s)
      || (SELECT string_agg(quote_ident(made), ', ') FROM unnest(missing) made);
  END IF;
END $$
"""


def make_unit_roles(names: Names, unit_ids: Iterable[UUID]) -> None:
    """Make the roles that are missing; those that stand are left as they are."""
    roles = [names.unit(unit_id) for unit_id in unit_ids]
    if roles:
        with connections["owner"].cursor() as cursor:
            cursor.execute(_MAKE, [roles, names.app, names.rows, names.units])


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
