"""The doctor sees what is not as it should be in a unit, and names the unit."""

from django.db import connections

from core.context import open_city
from core.units.models import Unit
from tenancy.fleet import suspend
from tenancy.installation import installed
from tenancy.invariants import BUDGET, unit_checks
from tenancy.roles import make_unit_roles


def _found() -> dict[str, tuple[bool, str]]:
    return {check.name: (check.ok, check.detail) for check in unit_checks()}


def _by_hand(statement: str) -> None:
    with connections["ddl"].cursor() as cursor:
        cursor.execute(statement)


def test_a_city_as_it_was_made_is_well(city_db):
    found = _found()

    # Only a superuser can close the statistics; the owner need not be one.
    assert {name for name, (ok, _detail) in found.items() if not ok} <= {"database.statistics"}
    assert found["units.drift"] == (True, "4")


def test_a_unit_takes_no_more_relations_than_the_budget(city_db):
    relations, budget = _found()["units.relations"][1].split(" ≤ ")

    assert 0 < int(relations) <= int(budget) == BUDGET


def test_an_index_that_nobody_migrated_is_drift(parks):
    _by_hand(f"CREATE INDEX by_hand ON {parks.schema}.audit_entry (at)")

    assert _found()["units.drift"] == (False, "1: parks: audit_entry (index differs)")


def test_a_unit_with_an_optional_module_has_not_drifted(parks_with):
    parks_with("bulletin")

    assert _found()["units.drift"] == (True, "4")


def test_a_schema_that_no_unit_owns_is_named(city_db):
    _by_hand("CREATE SCHEMA u_00000000000000000000000000000000")

    assert _found()["units.ledger"] == (False, "1: u_00000000000000000000000000000000")


def test_a_suspended_unit_whose_schema_was_opened_by_hand_is_named(parks):
    suspend("parks", reason="换届")
    assert _found()["units.doors"] == (True, "4")

    _by_hand(f'GRANT USAGE ON SCHEMA {parks.schema} TO "{installed().unit(parks.id)}"')

    assert _found()["units.doors"] == (False, "1: parks")


def test_a_role_without_a_unit_is_left_over(city_db):
    with open_city():
        gone = Unit.objects.create(
            code="gone", name="撤", short_name="撤", level="village", kind="village"
        )
    role = city_db.unit(gone.id)
    make_unit_roles(city_db, [gone.id])
    assert _found()["database.roles"][0] is True

    with open_city():
        gone.delete()

    assert _found()["database.roles"] == (False, f"1: {role}")


def test_open_statistics_are_told_with_the_command_that_closes_them(city_db):
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:  # whoever is none can neither open nor close them
            cursor.execute("GRANT SELECT ON pg_stats TO PUBLIC")

    ok, detail = _found()["database.statistics"]

    assert ok is (detail == "-")
    assert ok is not ("REVOKE SELECT ON pg_stats" in detail)
