"""``citydesk bench inbox``: the boxes of a busy person among a million items of the city.

One person has 20,000 done and 500 open items in two units. The baseline, in the same run and
database, is the way without a shared inbox: a table of tasks per unit and module with an index
on the person, asked one after the other and merged in Python. It is given the person's own
two units; without a shared index of posts it would have to visit all.
"""

import heapq
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from statistics import quantiles
from time import perf_counter
from typing import Any
from uuid import UUID

from django.db import connections
from django.utils import timezone

from core.calendar.public import Clock, working_calendar
from core.context import UnitRef, open_city, open_unit
from core.contracts.figures import Figure
from core.db.keyset import encoded, read_page
from core.identity.models import Account, Post
from core.inbox.boxes import BOXES, Box
from core.inbox.selectors import box_items, counts_of, items_wanted, open_count, unit_counts
from core.inbox.wanted import Wanted
from core.units.models import Unit
from tenancy.bench.cities import bench_database, standing_units

OPEN, DONE = 500, 20_000
MODULES = ("documents", "meetings", "supervision", "urgent", "outings", "approvals")
_OTHER_UNITS, _PEOPLE = 200, 40_000
_PAGE = 50


def bench_inbox(items: int = 1_000_000, rounds: int = 100) -> list[Figure]:
    """Milliseconds (p95) of each box, of the counts and of the whole page, and their baseline."""
    with bench_database():
        units = standing_units(2)
        person = _person(units)
        _fill(items, person, units)
        _print_plans(person)
        baseline = _baseline(person, units, rounds)
        with open_city():
            clock = Clock(working_calendar(), timezone.now())
            figures = list(_boxes(person, rounds, baseline))
            figures += _whole(person, rounds, clock, baseline)
        with open_unit(units[0]):
            figures.append(_figure("unit: list and counts", _page(person, clock), rounds, baseline))
            figures.append(_figure("unit: badge", lambda: open_count(person), rounds))
        return figures


def _boxes(person: UUID, rounds: int, baseline: float) -> Iterator[Figure]:
    for box in BOXES.values():
        yield _figure(f"list {box.key}", partial(_first, person, box), rounds, baseline)
    middle = box_items(person, BOXES["done"])[DONE // 2]
    cursor = encoded(middle, BOXES["done"].order)
    yield _figure("list done, page 200", lambda: _first(person, BOXES["done"], cursor), rounds)
    yield _figure("six counts", lambda: counts_of(person), rounds, baseline)


def _whole(person: UUID, rounds: int, clock: Clock, baseline: float) -> Iterator[Figure]:
    yield _figure("all units: list and counts", _page(person, clock), rounds, baseline)
    found = Wanted(text="第77", light="")

    def search() -> int:
        return items_wanted(person, BOXES["done"], found, clock).count()

    yield _figure("search in 20,000 done", search, rounds)


def _page(person: UUID, clock: Clock) -> Callable[[], Any]:
    """What a page of the workbench asks: list, its length, six counts, counts by unit."""
    box = BOXES["act"]

    def ask() -> None:
        found = items_wanted(person, box, Wanted(), clock)
        read_page(found.select_related("unit"), order=box.order, size=_PAGE)
        found.count()
        counts_of(person)
        unit_counts(person, box)

    return ask


def _first(person: UUID, box: Box, after: str = "") -> list[Any]:
    rows = box_items(person, box).select_related("unit")
    return read_page(rows, order=box.order, size=_PAGE, after=after).rows


def _figure(
    what: str, act: Callable[[], Any], rounds: int, baseline: float | None = None
) -> Figure:
    return Figure(f"{what}, p95", _p95(act, rounds), "ms", baseline)


def _p95(act: Callable[[], Any], rounds: int) -> float:
    act()
    times = []
    for _ in range(rounds):
        started = perf_counter()
        act()
        times.append((perf_counter() - started) * 1000)
    return quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


# -- the city ------------------------------------------------------------------------------


def _person(units: list[UnitRef]) -> UUID:
    with open_city():
        account = Account.objects.create(name="基准", name_key="jz", staff_number="bench")
        for unit in units:
            Post.objects.create(
                account=account, unit_id=unit.id, state="accepted", started_on="2021-01-04"
            )
        return account.pk


_MANY = """
INSERT INTO city.inbox_item (id, account_id, unit_id, module, reference, kind, title, number, step,
  holder, sender, url, urgency, weight, placed_by, due_at, has_files, state, arrived_at, done_at)
SELECT gen_random_uuid(), %(account)s, (%(units)s::uuid[])[1 + n %% %(size)s],
  (%(modules)s::text[])[1 + n %% 6], n::text, %(kind)s, '关于第' || n || '号事项的通知', '',
  '待签发', '', '办公室', 'm/x/' || n || '/', (ARRAY['', '', '', 'urgent', 'flash'])[1 + n %% 5],
  (ARRAY[0, 0, 0, 1, 20000])[1 + n %% 5], '', timestamptz '2021-07-01' + n * interval '1 minute',
  n %% 3 = 0, %(state)s, timestamptz '2021-01-01' + n * interval '10 seconds',
  CASE WHEN %(state)s = 'done' THEN timestamptz '2021-02-01' + n * interval '10 seconds' END
FROM generate_series(%(first)s::int, %(last)s::int) n
"""
_OTHERS = _MANY.replace("%(account)s,", f"md5('person ' || n %% {_PEOPLE})::uuid,").replace(
    "(%(units)s::uuid[])[1 + n %% %(size)s]",
    f"(%(units)s::uuid[])[1 + (n %% {_PEOPLE}) %% %(size)s]",
)


def _fill(items: int, person: UUID, units: list[UnitRef]) -> None:
    """Nine in ten are done, as in an office; everybody's mixed as they came."""
    with open_city():
        made = Unit.objects.bulk_create(
            Unit(code=f"other{n}", name=f"o{n}", short_name="o", level="village", kind="village")
            for n in range(_OTHER_UNITS)
        )
    rest = max(0, items - OPEN - DONE)
    own: dict[str, Any] = {"units": [unit.id for unit in units], "account": person}
    others: dict[str, Any] = {"units": [unit.id for unit in made] + own["units"]}
    with connections["owner"].cursor() as cursor:
        for text, whose, first, last, kind, state in (
            (_OTHERS, others, 1, rest * 9 // 10, "act", "done"),
            (_OTHERS, others, rest * 9 // 10 + 1, rest, "read", "open"),
            (_MANY, own, 1, DONE * 3 // 4, "act", "done"),
            (_MANY, own, DONE * 3 // 4 + 1, DONE, "read", "done"),
            (_MANY, own, DONE + 1, DONE + OPEN * 4 // 5, "act", "open"),
            (_MANY, own, DONE + OPEN * 4 // 5 + 1, DONE + OPEN, "read", "open"),
        ):
            values = {"modules": list(MODULES), "size": len(whose["units"]), **whose}
            span = {"first": first, "last": last, "kind": kind, "state": state}
            cursor.execute(text, values | span)
        cursor.execute("VACUUM ANALYZE city.inbox_item")


def _print_plans(person: UUID) -> None:
    """The plans of a waiting and of a done box, for whoever reads the figures."""
    with open_city():
        for key in ("act", "done"):
            rows = box_items(person, BOXES[key])[: _PAGE + 1]
            sys.stderr.write(f"-- {key}\n{rows.explain(analyze=True)}\n")


# -- the way without a shared inbox ----------------------------------------------------------

_TABLES = """
CREATE SCHEMA IF NOT EXISTS {schema};
CREATE TABLE {schema}.{module} AS SELECT * FROM city.inbox_item
  WHERE unit_id = '{unit}' AND module = '{module}';
CREATE INDEX ON {schema}.{module} (account_id, state);
ANALYZE {schema}.{module};
"""
_ROWS = """
SELECT weight, arrived_at, id, title, sender, url FROM {module}
WHERE account_id = %s AND kind = 'act' AND state = 'open'
ORDER BY weight DESC, arrived_at DESC, id DESC LIMIT 51
"""
_COUNTS = "SELECT kind, state, count(*) FROM {module} WHERE account_id = %s GROUP BY 1, 2"


def _baseline(person: UUID, units: list[UnitRef], rounds: int) -> float:
    """p95 of list and counts by a loop over the person's units and all modules."""
    schemas = [f"naive_{n}" for n in range(len(units))]
    with connections["owner"].cursor() as cursor:
        for schema, unit in zip(schemas, units, strict=True):
            for module in MODULES:
                text = _TABLES.format(schema=schema, module=module, unit=unit.id)
                cursor.execute(text)
        return _p95(lambda: _naive(cursor, schemas, person), rounds)


def _naive(cursor: Any, schemas: list[str], person: UUID) -> list[Any]:
    lists = []
    for schema in schemas:
        cursor.execute(f"SET search_path = {schema}, city")
        for module in MODULES:
            cursor.execute(_ROWS.format(module=module), [person])
            lists.append(cursor.fetchall())
            cursor.execute(_COUNTS.format(module=module), [person])
            cursor.fetchall()
    merged = heapq.merge(*lists, key=lambda row: row[:3], reverse=True)
    return list(islice(merged, _PAGE))
