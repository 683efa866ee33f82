"""Everything that a unit keeps, as one zip: a CSV file per table and a manifest with digests.

The unit's schema and the schema of its kept data are read in one repeatable-read
transaction. Shared tables are not in it: they stay with the city.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone
from psycopg2 import sql

from core.context import UnitRef
from core.modules.models import ModuleInstall
from core.units.models import Unit
from tenancy.errors import UnknownUnit
from tenancy.keeping import kept_file
from tenancy.ledger import LOOK_AT_CITY, city_rows
from tenancy.module_tables import kept_schema
from tenancy.text import now

MANIFEST = "manifest.json"
#: Of the manifest and the naming of files; readers refuse what they do not know.
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the unit, by schema and name."""

    schema: str
    name: str

    @property
    def file(self) -> str:
        """Its file in the zip: kept data stands apart."""
        return f"{'kept' if self.schema.startswith('k_') else 'unit'}/{self.name}.csv"


@dataclass(frozen=True, slots=True)
class Exported:
    """One file of the export, as the manifest lists it."""

    file: str
    rows: int
    bytes: int
    sha256: str


class _Digest:
    """Passes bytes on to a file and counts and digests them on the way."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._hash, self.size = file, hashlib.sha256(), 0

    def write(self, data: bytes) -> int:
        self._hash.update(data)
        self.size += len(data)
        return self._file.write(data)

    @property
    def hex(self) -> str:
        """The digest of all that was written."""
        return self._hash.hexdigest()


def export_unit(code: str) -> Path:
    """Write the unit's export below the data folder; its path. Nothing in the unit changes."""
    with city_rows():
        unit = unit_of(code)
        tables = tables_of(unit)
    with transaction.atomic(using="ddl"), connections["ddl"].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute(LOOK_AT_CITY)
        return write_export(cursor, unit, tables, export_path(unit.ref(), now()))


def unit_of(code: str) -> Unit:
    """The unit, read by the ``ddl`` log-in; raises ``UnknownUnit``."""
    unit = Unit.objects.using("ddl").filter(code=code).first()
    if unit is None:
        raise UnknownUnit(unit=code)
    return unit


def tables_of(unit: Unit) -> list[Table]:
    """The tables that stand in the unit's schema and in that of its kept data."""
    with connections["ddl"].cursor() as cursor:
        cursor.execute(
            "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n"
            " ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND n.nspname IN (%s, %s)"
            " ORDER BY n.nspname DESC, c.relname",
            [unit.ref().schema, kept_schema(unit.id)],
        )
        return [Table(*row) for row in cursor.fetchall()]


def write_export(cursor: Any, unit: Unit, tables: list[Table], path: Path) -> Path:
    """Write the zip from the open transaction; it appears whole or not at all."""
    with kept_file(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        files = [_copy(cursor, table, archive) for table in tables]
        facts = {"format": FORMAT, "at": now().isoformat(), **_facts(unit)}
        manifest = {**facts, "files": [asdict(each) for each in files]}
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    return path


def export_path(unit: UnitRef, at: datetime) -> Path:
    """Where the export of that moment stands."""
    stamp = timezone.localtime(at).strftime("%Y%m%d-%H%M%S-%f")
    folder: Path = settings.CITYDESK_HOME / "exports" / "units"
    return folder / f"{unit.code}-{stamp}.zip"


def _copy(cursor: Any, table: Table, archive: zipfile.ZipFile) -> Exported:
    text = sql.SQL("COPY {} TO STDOUT WITH (FORMAT csv, HEADER)").format(
        sql.Identifier(table.schema, table.name)
    )
    with archive.open(table.file, "w", force_zip64=True) as file:
        digest = _Digest(file)
        cursor.copy_expert(text, digest)
        return Exported(table.file, cursor.rowcount, digest.size, digest.hex)


def _facts(unit: Unit) -> dict[str, Any]:
    rows = ModuleInstall.objects.using("ddl").filter(unit=unit).order_by("module")
    return {
        "unit": {
            "id": str(unit.id), "code": unit.code, "name": unit.name, "level": unit.level,
            "kind": unit.kind, "state": unit.state,
        },
        "modules": list(rows.values("module", "version", "state", "level")),
    }  # fmt: skip


def read_export(path: Path) -> Iterator[tuple[Exported, bool]]:
    """Each file of an export, and whether it is as the manifest says; needs no server."""
    with zipfile.ZipFile(path) as archive:
        for entry in json.loads(archive.read(MANIFEST))["files"]:
            listed = Exported(**entry)
            found = hashlib.sha256(archive.read(listed.file)).hexdigest()
            yield listed, found == listed.sha256
