"""``citydesk bench provision``: making units our way, django-tenants' way and bare DDL.

All three in one run, in one database, with ``present`` units standing there already. The
city is made in rounds, and after each round the bare DDL for some units more: a catalogue
that grows, or a machine that others use, then slows both alike.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import mean, quantiles
from time import perf_counter
from typing import Any

import psycopg2
from django.db import connections

from core.context import open_city
from core.contracts.figures import Figure
from core.runtime.binaries import postgres_folder
from core.settings.environment import PROJECT, environment
from core.units.models import Unit
from tenancy.installation import installed
from tenancy.prepare import prepare_database
from tenancy.provision import blueprint
from tenancy.throwaway import drop_roles, new_database
from tenancy.workers import Run, provision_all

SAMPLE_PLAIN = 10
SAMPLE_BARE = 100
ROUNDS = 10


def bench_provision(present: int = 1000, workers: int = 2) -> list[Figure]:
    """Seconds per unit: ours, django-tenants' ``create_schema``, and psql with the bare DDL."""
    with _database() as name:
        city = _city(name, present, workers)
        ours = _seconds_each("sample", SAMPLE_BARE)
        bare = _bare(name, "sample", SAMPLE_BARE, processes=1)
        plain = mean(_plain(name))
        return [*_speed(ours, plain, bare), *_fleet(*city), *_size()]


def _city(name: str, present: int, workers: int) -> tuple[int, float, float]:
    """Units made on the workers, their seconds, and what bare DDL for as many would take."""
    made, seconds, bare = 0, 0.0, 0.0
    for number in range(ROUNDS):
        count = present * (number + 1) // ROUNDS - present * number // ROUNDS
        run, spent = _provision(f"present{number}_", count, workers)
        made, seconds = made + len(run.made), seconds + spent
        sample = max(workers, SAMPLE_BARE // ROUNDS * workers)
        bare += count * _bare(name, f"round{number}", sample, processes=workers)
    return made, seconds, bare


def _speed(ours: list[float], plain: float, bare: float) -> Iterator[Figure]:
    yield Figure("ours against django-tenants' create_schema", mean(ours), "s/unit", plain)
    yield Figure("ours against the bare DDL by psql", mean(ours), "s/unit", bare)
    p50, p95, p99 = (quantiles(ours, n=100)[i] for i in (49, 94, 98))
    yield Figure("p50", p50 * 1000, "ms")
    yield Figure("p95", p95 * 1000, "ms")
    yield Figure("p99", p99 * 1000, "ms")


def _fleet(count: int, seconds: float, bare: float) -> Iterator[Figure]:
    """``bare``: seconds of the bare DDL for as many units on as many connections at once."""
    yield Figure(f"{count} units on the workers", seconds, "s", bare)
    yield Figure("units per second", count / seconds, "1/s")


def _size() -> Iterator[Figure]:
    """Relations and bytes of a unit, the catalogue's size, and what roles cost at first use."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(_SIZES)
        relations, size, catalogue = cursor.fetchone()
    # PostgreSQL's sums are Decimals, which JSON would write as texts.
    yield Figure("relations per unit", int(relations), "")
    yield Figure("bytes per unit", int(size), "B")
    yield Figure("catalogue", float(catalogue) / 2**20, "MB")
    yield Figure("first SET ROLE of a connection", _first_role(), "ms")


_SIZES = r"""
WITH one AS (SELECT oid FROM pg_namespace WHERE nspname LIKE 'u\_%' LIMIT 1),
own AS (SELECT * FROM pg_class WHERE relnamespace = (SELECT oid FROM one))
SELECT (SELECT count(*) + 2 * count(*) FILTER (WHERE reltoastrelid <> 0) FROM own),
       (SELECT sum(pg_total_relation_size(oid)) FROM own WHERE relkind = 'r'),
       (SELECT sum(pg_total_relation_size(oid)) FROM pg_class
        WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'r')
"""


def _first_role() -> float:
    """Milliseconds of the first SET ROLE on a new connection: it reads every membership."""
    connections["default"].close()
    with open_city():
        unit = Unit.objects.filter(state="active")[0]
    parameters = connections["default"].get_connection_params()
    parameters.pop("cursor_factory", None)
    connection = psycopg2.connect(**{k: v for k, v in parameters.items() if k != "context"})
    started = perf_counter()
    with connection, connection.cursor() as cursor:
        cursor.execute(f'SET LOCAL ROLE "{installed().unit(unit.id)}"')
    milliseconds = (perf_counter() - started) * 1000
    connection.close()
    return milliseconds


@contextmanager
def _database() -> Iterator[str]:
    with new_database() as name:
        names = prepare_database()
        yield name
    drop_roles(names)


def _provision(prefix: str, count: int, workers: int) -> tuple[Run, float]:
    with open_city():
        Unit.objects.bulk_create(
            Unit(
                code=f"{prefix}{n}", name="基准", short_name="基准", level="village", kind="village"
            )
            for n in range(count)
        )
    started = perf_counter()
    run = provision_all(workers=workers)
    return run, perf_counter() - started


def _seconds_each(prefix: str, count: int) -> list[float]:
    run, _ = _provision(prefix, count, workers=1)
    return [made.seconds for made in run.made]


def _plain(name: str) -> list[float]:
    said = subprocess.run(
        [sys.executable, "-m", "tenancy.bench.plain", str(SAMPLE_PLAIN)],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tenancy.bench.plain_settings",
            "CITYDESK_BENCH_DATABASE": name,
        },
        cwd=PROJECT,
        check=True,
        stdout=subprocess.PIPE,
    ).stdout
    return [float(second) for second in json.loads(said)]


def _bare(name: str, prefix: str, count: int, processes: int) -> float:
    """Seconds per unit of psql running nothing but CREATE SCHEMA and the same tables."""
    with tempfile.TemporaryDirectory() as folder:
        files = [
            _bare_file(Path(folder), f"bare_{prefix}_{n}", count // processes)
            for n in range(processes)
        ]
        started = perf_counter()
        running = [subprocess.Popen(_psql(name, file), env=_psql_password()) for file in files]
        failed = [child for child in running if child.wait() != 0]
        seconds = perf_counter() - started
    if failed:
        raise RuntimeError("psql could not run the bare DDL")
    return seconds / count


def _bare_file(folder: Path, unique: str, count: int) -> Path:
    text = "".join(
        f"BEGIN; CREATE SCHEMA {unique}_{n}; SET LOCAL search_path = {unique}_{n};\n"
        f"{blueprint().ddl}COMMIT;\n"
        for n in range(count)
    )
    file = folder / f"{unique}.sql"
    file.write_text(text)
    return file


def _psql(name: str, file: Path) -> list[str]:
    entry = connections["owner"].settings_dict
    program = shutil.which("psql") or str(postgres_folder(environment().pg_bin) / "psql")
    where = ["-h", entry["HOST"], "-p", str(entry["PORT"]), "-U", entry["USER"], "-d", name]
    return [program, "-X", "-q", "-v", "ON_ERROR_STOP=1", *where, "-f", str(file)]


def _psql_password() -> dict[str, Any]:
    return {**os.environ, "PGPASSWORD": connections["owner"].settings_dict["PASSWORD"]}
