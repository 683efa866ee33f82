"""Reading one trail, line by line, as it is digested."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connections, transaction
from django.db.models import QuerySet

from core.audit.entry import TrailEntry
from core.audit.line import CITY
from core.audit.models import AuditEntry
from core.evidence.models import CityEntry, TrailBlock, TrailWitness
from core.evidence.sealing import block_facts
from core.units.kinds import State
from core.units.models import Unit
from tenancy.errors import UnknownUnit
from tenancy.ledger import LOOK_AT_CITY
from tenancy.module_tables import look_at_both

#: Rows that travel together.
_BATCH = 5000
_NAMES = ["id", *(str(field.column) for field in TrailEntry._meta.local_fields)]
_AS_TOLD = {
    "id": "id::text",
    "account_id": "account_id::text",
    "at": """to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""",
    "detail": "detail::text",
}


@dataclass(frozen=True, slots=True)
class Trail:
    """One unit's trail, or the city's own (``unit_id`` is None, ``code`` empty)."""

    unit_id: UUID | None
    code: str = ""
    name: str = ""

    @property
    def id(self) -> str:
        """How the trail is called in digests."""
        return self.unit_id.hex if self.unit_id else CITY

    @property
    def table(self) -> str:
        """The table of its lines, with its schema."""
        if self.unit_id is None:
            return f"city.{CityEntry._meta.db_table}"
        return f"u_{self.unit_id.hex}.{AuditEntry._meta.db_table}"


def trails(code: str | None = None) -> list[Trail]:
    """The trail of the unit ``code``, or of every unit that was made and of the city.

    Raises ``UnknownUnit`` for a code that no unit has, or one that is not made yet.
    """
    with reading():
        units = Unit.objects.using("ddl").exclude(state=State.PENDING).order_by("position", "code")
        rows = units.filter(code=code) if code else units
        found = [Trail(*row) for row in rows.values_list("id", "code", "name")]
    if code and not found:
        raise UnknownUnit(unit=code)
    return found if code else [Trail(None), *found]


@contextmanager
def reading() -> Iterator[Any]:
    """One read-only snapshot by the owner of the schemas; yields its cursor."""
    with transaction.atomic(using="ddl"), connections["ddl"].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute(LOOK_AT_CITY)
        yield cursor


@contextmanager
def rows_of(trail: Trail) -> Iterator[QuerySet[Any]]:
    """The lines of one trail as a queryset, for as long as the block runs; read-only."""
    with reading() as cursor:
        if trail.unit_id is None:
            yield CityEntry.objects.using("ddl")
        else:
            cursor.execute(look_at_both(trail.unit_id))
            yield AuditEntry.objects.using("ddl")


def lines_of(trail: Trail) -> Iterator[dict[str, Any]]:
    """Every line of the trail in the order of its keys, inside ``reading``; never all at once."""
    columns = ", ".join(_AS_TOLD.get(name, f'"{name}"') for name in _NAMES)
    query = f"SELECT {columns} FROM {trail.table} ORDER BY id"  # noqa: S608  names of our own
    with connections["ddl"].connection.cursor(name="trail") as cursor:
        cursor.itersize = _BATCH
        cursor.execute(query)
        for row in cursor:
            line = dict(zip(_NAMES, row, strict=True))
            line["detail"], line["unit"] = json.loads(line["detail"]), trail.id
            yield line


def blocks_of(trail: Trail) -> Iterator[dict[str, Any]]:
    """The trail's blocks, the first one first, inside ``reading``."""
    blocks = TrailBlock.objects.using("ddl").filter(unit_id=trail.unit_id).order_by("number")
    return (block_facts(block) for block in blocks.iterator(chunk_size=20))


def waiting_of(trail: Trail) -> Iterator[tuple[str, bytes]]:
    """Key and digest of the witnesses that no block holds yet, inside ``reading``."""
    rows = TrailWitness.objects.using("ddl").filter(unit_id=trail.unit_id)
    return ((str(row.pk), bytes(row.digest)) for row in rows.iterator())
