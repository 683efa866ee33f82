"""Each change that somebody makes by hand is found by ``citydesk doctor`` and named."""

import pytest
from django.db import connections

from core.context import open_city
from core.modules.models import ModuleInstall
from core.units.models import Unit
from tenancy import fleet, modules
from tenancy.doctor import isolation_checks
from tenancy.grants import apply_grants
from tenancy.invariants import unit_checks
from tenancy.roles import make_unit_roles
from tenancy.workers import provision_all


def _answers(*groups):
    return {check.name: (check.ok, check.detail) for group in groups for check in group()}


def _named(name):
    """What the check names, without its hint."""
    groups = (unit_checks, isolation_checks)
    ok, detail = _answers(*groups)[name]
    assert not ok
    return detail.partition("  ")[0]


def _by(login, statement):
    with connections[login].cursor() as cursor:
        cursor.execute(statement)


def test_a_city_as_it_was_made_is_well(orchard):
    answers = _answers(unit_checks, isolation_checks)

    wrong = [name for name, (ok, _detail) in answers.items() if not ok]
    assert set(wrong) <= {"database.statistics"}  # which only a superuser can close


#: What is done to a unit's tables by hand, and how it is named.
BY_HAND = {
    'ALTER TABLE "{s}".department ADD COLUMN extra text': "department (column differs)",
    'ALTER TABLE "{s}".department DROP COLUMN closed_on': "department (column differs)",
    'ALTER TABLE "{s}".department ALTER name TYPE varchar(60)': "department (column differs)",
    'ALTER TABLE "{s}".department ALTER name DROP NOT NULL': "department (column differs)",
    'ALTER TABLE "{s}".department ALTER name SET DEFAULT $$x$$': "department (column differs)",
    'DROP INDEX "{s}".audit_by_time': "audit_entry (index differs)",
    'CREATE INDEX more ON "{s}".department (name)': "department (index missing|differs)",
    'ALTER TABLE "{s}".role_grant DROP CONSTRAINT one_grant_per_role': "role_grant (constraint",
    'ALTER TABLE "{s}".department ADD CHECK (position < 9)': "department (constraint differs)",
    'CREATE TABLE "{s}".more (id int)': "more (column unknown)",
    'CREATE VIEW "{s}".window AS SELECT 1 AS one': "window (column unknown)",
    'DROP TABLE "{s}".role_grant': "role_grant (column missing)",
    'REVOKE SELECT ON "{s}".department FROM "{rows}"': "department (rights differs)",
    'GRANT UPDATE ON "{s}".audit_entry TO "{rows}"': "audit_entry (rights differs)",
    'GRANT SELECT ON "{s}".department TO PUBLIC': "department (rights differs)",
}


@pytest.mark.parametrize("statement", BY_HAND, ids=lambda text: text.partition(" (")[0][:60])
def test_a_table_altered_by_hand_is_named(statement, orchard, city_db):
    _by("ddl", statement.format(s=orchard.schema, rows=city_db.rows))

    answer = _answers(unit_checks)["units.drift"]

    assert answer[0] is False
    kept = BY_HAND[statement].split("|")[0]
    table = kept.split()[0]
    assert f"{orchard.code}: {table} (" in answer[1]
    if "|" not in BY_HAND[statement]:
        assert f"{orchard.code}: {kept}" in answer[1]
    _by("ddl", f'DROP SCHEMA "{orchard.schema}" CASCADE')
    _forget(orchard)


def _forget(unit):
    """Nothing of the unit is left for the doctor to look at."""
    with open_city():
        ModuleInstall.objects.filter(unit_id=unit.id).delete()
        Unit.objects.filter(pk=unit.id).update(state="closed")


def test_a_trigger_made_by_hand_is_named(orchard):
    _by(
        "ddl",
        f'CREATE FUNCTION "{orchard.schema}".spy() RETURNS trigger LANGUAGE plpgsql AS '
        f"$$ BEGIN RETURN NULL; END $$; CREATE TRIGGER spy AFTER INSERT ON "
        f'"{orchard.schema}".department EXECUTE FUNCTION "{orchard.schema}".spy()',
    )

    assert f"{orchard.code}: department (trigger unknown)" in _named("units.drift")
    _by("ddl", f'DROP FUNCTION "{orchard.schema}".spy() CASCADE')


def test_tables_of_modules_are_watched_where_they_stand_also_when_kept_aside(orchard):
    modules.install(orchard.code, "bulletin")
    assert _answers(unit_checks)["units.drift"][0] is True

    _by("ddl", f'ALTER TABLE "{orchard.schema}".mod_bulletin_notice ADD COLUMN extra int')
    assert _named("units.drift") == f"1: {orchard.code}: mod_bulletin_notice (column differs)"
    _by("ddl", f'ALTER TABLE "{orchard.schema}".mod_bulletin_notice DROP COLUMN extra')
    assert _answers(unit_checks)["units.drift"][0] is True

    modules.uninstall(orchard.code, "bulletin")
    assert _answers(unit_checks)["units.drift"][0] is True
    _by("ddl", f'DROP TABLE "k_{orchard.id.hex}".mod_bulletin_notice CASCADE')
    assert f"{orchard.code}: mod_bulletin_notice (column missing)" in _named("units.drift")


SHARED = {
    'GRANT DELETE ON city.unit TO "{units}"': "unit",
    'REVOKE SELECT ON city.organ FROM "{units}"': "organ",
    'GRANT UPDATE (unit_id) ON city.number_taken TO "{units}"': "number_taken",
    "DROP POLICY unit_select ON city.inbox_item": "inbox_item",
    "DROP POLICY unit_stands ON city.receipt": "receipt",
    "ALTER POLICY unit_select ON city.inbox_item USING (true)": "inbox_item",
    'CREATE POLICY more ON city.job TO "{units}" USING (true)': "job",
    "ALTER TABLE city.blob_ref DISABLE ROW LEVEL SECURITY": "blob_ref",
    "GRANT SELECT ON city.account TO PUBLIC": "account",
}  # fmt: skip


@pytest.mark.parametrize("statement", SHARED)
def test_altered_rights_of_a_shared_table_are_named(statement, city_db):
    _by("owner", statement.format(units=city_db.units))

    assert _named("database.shared_rights") == f"1: {SHARED[statement]}"

    _by("owner", "DROP POLICY IF EXISTS more ON city.job")
    apply_grants(city_db)
    assert _answers(isolation_checks)["database.shared_rights"][0] is True


def test_a_table_beside_the_models_that_was_opened_is_named(city_db):
    _by(
        "owner",
        f'CREATE TABLE city.beside (id int); GRANT SELECT ON city.beside TO "{city_db.city}"',
    )

    assert _named("database.undeclared") == "1: beside"

    _by("owner", "DROP TABLE city.beside")


def test_a_log_in_that_can_become_more_is_named(city_db):
    _by("owner", f'GRANT "{city_db.ddl}" TO "{city_db.app}"')
    try:
        assert _named("database.login_reach") == f"1: {city_db.ddl}"
    finally:
        _by("owner", f'REVOKE "{city_db.ddl}" FROM "{city_db.app}"')


def test_a_unit_whose_role_lost_a_group_or_its_log_in_is_named(orchard, city_db):
    role = city_db.unit(orchard.id)
    for taken, given in (
        (f'REVOKE "{city_db.units}" FROM "{role}"', f'GRANT "{city_db.units}" TO "{role}"'),
        (f'REVOKE "{role}" FROM "{city_db.app}"', f'GRANT "{role}" TO "{city_db.app}"'),
        (f'ALTER ROLE "{role}" LOGIN', f'ALTER ROLE "{role}" NOLOGIN'),
    ):
        _by("owner", taken)
        assert _named("units.roles") == f"1: {orchard.code}"
        _by("owner", given)
        assert _answers(isolation_checks)["units.roles"][0] is True


def test_a_unit_without_its_role_is_named(orchard, city_db):
    _by("ddl", f'REVOKE ALL ON SCHEMA "{orchard.schema}" FROM "{city_db.unit(orchard.id)}"')
    _by("owner", f'DROP ROLE "{city_db.unit(orchard.id)}"')

    assert _named("units.roles") == f"1: {orchard.code}"
    assert _named("units.doors") == f"1: {orchard.code}"
    make_unit_roles(city_db, [orchard.id])
    fleet.close(orchard.code, reason="试验")


def test_a_unit_that_was_never_made_is_named(city_db):
    with open_city():
        Unit.objects.create(
            code="late", name="迟", short_name="迟", level="village", kind="village"
        )

    assert _named("units.pending") == "1: late"


def test_what_is_pending_is_made_by_running_again(city_db):
    provision_all(workers=1)

    assert _answers(isolation_checks)["units.pending"][0] is True
