"""Making units: whole or not at all, by many processes, killed at any moment."""

import signal
import subprocess
import sys

import pytest
from django.db import connections

from core.audit.models import AuditEntry
from core.context import open_city, open_unit
from core.modules.models import KERNEL, ModuleInstall
from core.settings.environment import PROJECT
from core.units.models import Unit
from tenancy.ddl.compile import compiled_kernel
from tenancy.ddl.fingerprint import catalogue
from tenancy.provision import provision_next
from tenancy.roles import make_unit_roles
from tenancy.workers import pending_units, provision_all


def _register(count: int) -> None:
    with open_city():
        Unit.objects.bulk_create(
            Unit(
                code=f"new{n}", name=f"新单位{n}", short_name=f"新{n}",
                level="village", kind="village", position=100 + n,
            )
            for n in range(count)
        )  # fmt: skip


def _schemas() -> set[str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(r"SELECT nspname FROM pg_namespace WHERE nspname LIKE 'u\_%'")
        return {name for (name,) in cursor.fetchall()}


def _active_schemas() -> set[str]:
    with open_city():
        return {unit.ref().schema for unit in Unit.objects.filter(state="active")}


def test_two_processes_make_every_pending_unit(city_db):
    _register(6)

    run = provision_all(workers=2)

    assert sorted(made.code for made in run.made) == [f"new{n}" for n in range(6)]
    assert (run.failed, run.lost, pending_units()) == ([], 0, [])
    assert _schemas() == _active_schemas()


def test_the_trail_of_a_unit_begins_with_its_making(parks):
    with open_unit(parks):
        first = AuditEntry.objects.order_by("at", "id").first()

    assert (first.action, first.subject) == ("unit.provisioned", "parks")


def test_making_units_again_changes_nothing(city_db):
    _register(1)
    provision_all(workers=1)
    before = _schemas()

    run = provision_all(workers=1)

    assert (run.made, run.failed) == ([], [])
    assert _schemas() == before


def test_a_unit_that_cannot_be_made_is_named_and_the_others_are_made(city_db):
    _register(3)
    with open_city():
        blocked = Unit.objects.get(code="new1")
    with connections["owner"].cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA "{blocked.ref().schema}"')

    run = provision_all(workers=1)

    assert [made.code for made in run.made] == ["new0", "new2"]
    assert [made.code for made in run.failed] == ["new1"]
    with open_city():
        row = ModuleInstall.objects.get(unit=blocked, module=KERNEL)
        assert (row.state, "already exists" in row.error) == ("failed", True)
        blocked.refresh_from_db()
        assert blocked.state == "pending"


def test_a_failed_unit_is_made_once_its_cause_is_gone(city_db):
    _register(1)
    with open_city():
        blocked = Unit.objects.get(code="new0")
    with connections["owner"].cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA "{blocked.ref().schema}"')
    provision_all(workers=1)
    with connections["owner"].cursor() as cursor:
        cursor.execute(f'DROP SCHEMA "{blocked.ref().schema}"')

    run = provision_all(workers=1)

    assert [made.code for made in run.made] == ["new0"]
    with open_city():
        row = ModuleInstall.objects.get(unit=blocked, module=KERNEL)
        assert (row.state, row.error) == ("active", "")


def test_every_unit_has_the_catalogue_that_was_compiled(cast):
    with connections["owner"].cursor():
        found = catalogue(connections["owner"], cast.parks.schema)
        other = catalogue(connections["owner"], cast.taxes.schema)

    assert found == other
    assert any(line.startswith("column audit_entry.id uuid") for line in found)
    assert compiled_kernel().statements


_KILLED_WHILE_MAKING = """
import signal
import django; django.setup()
from django.db import connections
connections["owner"].settings_dict["NAME"] = connections["ddl"].settings_dict["NAME"] = {name!r}
connections["default"].settings_dict["NAME"] = {name!r}
import tenancy.provision as provision
make = provision._make
def make_and_stop(*args):
    make(*args)
    print("inside", flush=True)
    signal.pause()
provision._make = make_and_stop
provision.provision_next()
"""


@pytest.mark.processes
def test_a_worker_killed_inside_the_transaction_leaves_nothing(city_db):
    _register(2)
    make_unit_roles(city_db, pending_units())
    before = _schemas()
    name = connections["owner"].settings_dict["NAME"]
    child = subprocess.Popen(
        [sys.executable, "-c", _KILLED_WHILE_MAKING.format(name=name)],
        stdout=subprocess.PIPE,
        cwd=PROJECT,
    )
    assert child.stdout.readline() == b"inside\n"
    child.send_signal(signal.SIGKILL)
    child.wait()

    assert _schemas() == before
    run = provision_all(workers=1)
    assert sorted(made.code for made in run.made) == ["new0", "new1"]
    assert _schemas() == _active_schemas()


def test_the_first_pending_unit_is_made_first(city_db):
    _register(2)
    make_unit_roles(city_db, pending_units())

    assert provision_next()[1].code == "new0"
