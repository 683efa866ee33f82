"""The small city that a benchmark runs in: a throwaway database, units that really stand."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from core.context import UnitRef, open_city
from core.units.models import Unit
from tenancy.installation import installed
from tenancy.prepare import prepare_database
from tenancy.provision import provision_next
from tenancy.roles import make_unit_roles
from tenancy.throwaway import drop_roles, new_database


@contextmanager
def bench_database() -> Iterator[None]:
    """A prepared database and a data folder of its own, both gone at the end."""
    before = settings.CITYDESK_HOME
    with tempfile.TemporaryDirectory() as home:
        settings.CITYDESK_HOME = Path(home)
        try:
            with new_database():
                names = prepare_database()
                yield
            drop_roles(names)
        finally:
            settings.CITYDESK_HOME = before


def standing_units(count: int) -> list[UnitRef]:
    """So many villages with schema, role and tables."""
    facts = {"level": "village", "kind": "village", "state": "pending"}
    with open_city():
        units = Unit.objects.bulk_create(
            Unit(code=f"standing{n}", name=f"standing{n}", short_name=f"standing{n}", **facts)
            for n in range(count)
        )
    make_unit_roles(installed(), [unit.id for unit in units])
    while provision_next():
        pass
    return [unit.ref() for unit in units]
