"""Run as a process of its own: create units the way django-tenants does, print seconds each.

Usage: ``python -m tenancy.bench.plain COUNT`` with ``DJANGO_SETTINGS_MODULE`` set to
``tenancy.bench.plain_settings`` and ``CITYDESK_BENCH_DATABASE`` naming a database in which
the shared tables stand already.
"""

import contextlib
import io
import json
import sys
from time import perf_counter

import django


def main() -> None:
    """Create COUNT units by ``Tenant.create_schema`` and print the seconds as JSON."""
    django.setup()
    seconds = [_create(number) for number in range(int(sys.argv[1]))]
    sys.stdout.write(json.dumps(seconds))


def _create(number: int) -> float:
    from core.units.models import Unit  # noqa: PLC0415  needs django.setup()
    from tenancy.models import Tenant  # noqa: PLC0415

    unit = Unit.objects.create(
        code=f"plain{number}", name="基准", short_name="基准", level="village", kind="village"
    )
    started = perf_counter()
    tenant = Tenant.objects.create(unit=unit, schema_name=f"plain_{number}")
    with contextlib.redirect_stdout(io.StringIO()):
        tenant.create_schema(check_if_exists=True, verbosity=0)
    return perf_counter() - started


if __name__ == "__main__":
    main()
