"""Lines of cells as records by column, with the cells themselves looked at."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from core.lists.problems import ListUnreadable, RowError, problem
from core.lists.table import Line, Table

MAX_CELL = 500

_FORMULA = re.compile(r"[=+@-]|#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|SPILL!|CALC!)")

_SIGNED = re.compile(r"[+-][0-9 ()-]+")
NO_OTHER_NAMES: Mapping[str, str] = {}

# Control characters, and the invisible ones that make two equal-looking names differ.
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202f\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class Record:
    """One line by column name. Missing cells are empty."""

    row: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the known columns stand, and which others the file has."""

    places: dict[str, int]
    extra: tuple[str, ...]
    width: int


@dataclass(slots=True)
class Records:
    """The records of a list and what is wrong with single cells."""

    columns: Columns
    records: list[Record] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)


def read_records(
    table: Table,
    required: tuple[str, ...],
    optional: tuple[str, ...],
    *,
    also: Mapping[str, str] = NO_OTHER_NAMES,
    signed: Collection[str] = (),
) -> Records:
    """Name the cells by the header; raises ``ListUnreadable`` if a column is missing or twice.

    ``also`` are other headings and the columns that they mean; in the ``signed`` columns a
    number may begin with its sign (+86), elsewhere that is a formula.
    """
    found = Records(_columns(table.header, required, optional, also))
    if not table.lines:
        raise ListUnreadable(problem("list_empty", table.header.number))
    for line in table.lines:
        places = found.columns.places
        cells = line.cells
        values = {name: cells[at] for name, at in places.items() if at < len(cells)}
        found.records.append(Record(line.number, values))
        found.errors.extend(_cell_errors(line, values, found.columns.width, signed))
    return found


def _columns(
    header: Line, required: tuple[str, ...], optional: tuple[str, ...], also: Mapping[str, str]
) -> Columns:
    names = [also.get(cell.lower(), cell.lower()) for cell in header.cells]
    known = (*required, *optional)
    errors = [
        problem("column_missing", header.number, name) for name in required if name not in names
    ]
    errors += [
        problem("column_twice", header.number, name) for name in known if names.count(name) > 1
    ]
    if errors:
        raise ListUnreadable(*errors)
    places = {name: at for at, name in enumerate(names) if name in known}
    extra = tuple(
        cell for cell, name in zip(header.cells, names, strict=True) if cell and name not in known
    )
    width = max(at for at, name in enumerate(names) if name) + 1
    return Columns(places, extra, width)


def _cell_errors(
    line: Line, values: dict[str, str], width: int, signed: Collection[str]
) -> Iterator[RowError]:
    surplus = next((cell for cell in line.cells[width:] if cell), "")
    if surplus:
        yield problem("too_many_cells", line.number, value=surplus)
    for column, value in values.items():
        if len(value) > MAX_CELL:
            yield problem("cell_too_long", line.number, column, value, limit=MAX_CELL)
        elif _FORMULA.match(value) and not (column in signed and _SIGNED.fullmatch(value)):
            yield problem("formula", line.number, column, value)
        elif invisible := _INVISIBLE.search(value):
            name = f"U+{ord(invisible[0]):04X}"
            shown = _INVISIBLE.sub("\ufffd", value)
            yield problem("bad_character", line.number, column, shown, character=name)
