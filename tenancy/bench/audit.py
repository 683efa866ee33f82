"""``citydesk bench audit``: what a line of the trail costs, ours against a hash chain under a lock.

Both in one run, in one unit. The chain is the usual design: each line carries the hash of the
one before, the head row is updated with it, and so is locked from the act to its commit.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import perf_counter

from django.conf import settings
from django.db import connection, connections, transaction
from django.utils import timezone
from psycopg2.extras import Json

from core.audit.line import Act, columns_of, told
from core.audit.public import record
from core.context import UnitRef, open_city, open_unit
from core.contracts.figures import Figure
from core.contracts.people import Person
from core.db.keys import new_id
from core.evidence.public import seal
from core.evidence.verify_trail import canonical
from core.units.models import Unit
from tenancy.installation import installed
from tenancy.prepare import prepare_database
from tenancy.provision import provision_next
from tenancy.roles import make_unit_roles
from tenancy.throwaway import drop_roles, new_database
from tenancy.trails.checking import check_one
from tenancy.trails.reading import Trail

#: As long as a page takes after its act: the answer is rendered before the commit.
RENDERING = 0.02
WRITERS = 8

Write = Callable[[UnitRef, int], None]


def bench_audit(entries: int = 20_000, acts: int = 400) -> list[Figure]:
    """Cost of a line, eight writers in one unit, sealing, verifying, size."""
    with _database():
        unit = _unit()
        empty = _each(partial(_nothing, unit), acts)
        ours, chain = (_each(partial(write, unit), acts) - empty for write in (_ours, _chained))
        together, queued = (_together(partial(write, unit), acts) for write in (_ours, _chained))
        _fill(unit, entries)
        return [
            Figure("one line, beyond its empty transaction", ours * 1000, "ms", chain * 1000),
            Figure(f"{WRITERS} writers in one unit", together, "acts/s", queued),
            Figure("sealed and signed", _sealing(), "lines/s"),
            Figure("verified", _verifying(unit), "lines/s", _verifying_chain(unit)),
            *_sizes(unit),
        ]


@contextmanager
def _database() -> Iterator[None]:
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


_CHAIN = """
CREATE TABLE {0}.chained (LIKE {0}.audit_entry INCLUDING ALL, number bigint, hash bytea);
CREATE TABLE {0}.chain_head (number bigint, hash bytea);
INSERT INTO {0}.chain_head VALUES (0, '')
"""


def _unit() -> UnitRef:
    facts = {"name": "基准镇", "short_name": "基准镇", "level": "township", "kind": "township"}
    with open_city():
        unit = Unit.objects.create(code="bench", **facts)
    make_unit_roles(installed(), [unit.id])
    provision_next()
    with transaction.atomic(using="ddl"), connections["ddl"].cursor() as cursor:
        cursor.execute(_CHAIN.format(unit.ref().schema))
    return unit.ref()


def _person() -> Person:
    return Person(account_id=new_id(), name="基准", title="科员")


def _nothing(unit: UnitRef, _number: int) -> None:
    with open_unit(unit):
        connection.ensure_connection()
        connection.cursor().close()


def _ours(unit: UnitRef, number: int, *, rendering: float = 0) -> None:
    with open_unit(unit):
        record("bench.acted", by=_person(), at=timezone.now(), subject=str(number), n=number)
        time.sleep(rendering)


_CHAINED = """
WITH head AS (
  UPDATE chain_head SET number = number + 1, hash = sha256(hash || convert_to(%s, 'UTF8'))
  RETURNING number, hash
) INSERT INTO chained ({columns}, number, hash) SELECT {marks}, number, hash FROM head
"""


def _chained(unit: UnitRef, number: int, *, rendering: float = 0) -> None:
    act = Act("bench.acted", timezone.now(), str(number), detail={"n": number})
    columns = columns_of(act, _person())
    text = canonical(told(columns, unit.id)).decode()
    names = ", ".join(f'"{name}"' for name in columns)
    casts = {"id": "%s::uuid", "account_id": "%s::uuid", "at": "%s::timestamptz"}
    marks = ", ".join(casts.get(name, "%s") for name in columns)
    values = [Json(value) if isinstance(value, dict) else value for value in columns.values()]
    with open_unit(unit), connection.cursor() as cursor:
        cursor.execute(_CHAINED.format(columns=names, marks=marks), [text, *values])
        time.sleep(rendering)


def _each(write: Callable[[int], None], acts: int) -> float:
    """Seconds for one act, one after the other."""
    write(0)
    started = perf_counter()
    for number in range(acts):
        write(number)
    return (perf_counter() - started) / acts


def _together(write: Callable[..., None], acts: int) -> float:
    """Acts a second by some writers at once, each of whom renders a page before the commit."""

    def some(_writer: int) -> None:
        for number in range(acts // WRITERS):
            write(number, rendering=RENDERING)
        connection.close()

    started = perf_counter()
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(some, range(WRITERS)))
    return (acts // WRITERS * WRITERS) / (perf_counter() - started)


def _fill(unit: UnitRef, entries: int) -> None:
    by = _person()
    for _ in range(entries // 500):
        with open_unit(unit):
            for number in range(500):
                record("bench.acted", by=by, at=timezone.now(), subject=str(number), n=number)


def _sealing() -> float:
    started, lines = perf_counter(), 0
    with open_city():
        while count := seal(at=timezone.now()):
            lines += count
    return lines / (perf_counter() - started)


def _verifying(unit: UnitRef) -> float:
    started = perf_counter()
    faults, entries = check_one(Trail(unit.id, unit.code))
    if faults:
        raise AssertionError(faults)
    return entries / (perf_counter() - started)


_CHECKED = """
SELECT count(*) FROM (
  SELECT hash, sha256(lag(hash, 1, '') OVER (ORDER BY number) || convert_to(row_to_json(c)::text,
  'UTF8')) AS again FROM chained c) s WHERE hash IS NOT NULL AND again IS NOT NULL
"""


def _verifying_chain(unit: UnitRef) -> float:
    """The chain's hashes made again by the server: the least that any verification takes."""
    with open_unit(unit), connection.cursor() as cursor:
        started = perf_counter()
        cursor.execute(_CHECKED)
        return float(cursor.fetchone()[0] / (perf_counter() - started))


_SIZE = """
SELECT pg_total_relation_size('{0}.audit_entry')::float / count(*),
       sum(pg_column_size(e.*))::float / count(*) FROM {0}.audit_entry e
"""


def _sizes(unit: UnitRef) -> Iterator[Figure]:
    with transaction.atomic(using="ddl"), connections["ddl"].cursor() as cursor:
        cursor.execute(_SIZE.format(unit.schema))
        total, row = cursor.fetchone()
    yield Figure("a line on disk, with its indexes", float(total), "bytes")
    yield Figure("a line by itself", float(row), "bytes")
