"""A file as lines of text cells, whatever its format and encoding; its limits stand here."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from core.lists.problems import ListUnreadable, problem
from core.lists.sheets import sheet_lines
from core.lists.text import text_lines

#: A list of a whole province would fit; anything longer is a mistake or an attack.
MAX_ROWS = 50_000
MAX_FILE_BYTES = 16 * 1024 * 1024

#: Office lists often start with a title; the header is looked for in the first lines.
HEADER_WITHIN = 5

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"  # .xls, and XLSX with a password


@dataclass(frozen=True, slots=True)
class Line:
    """One line of cells with its number in the spreadsheet (the first is 1)."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the lines under it; blank lines are left out."""

    header: Line
    lines: tuple[Line, ...]


def read_table(source: BinaryIO, required: Collection[str], *, max_rows: int = MAX_ROWS) -> Table:
    """Read a list from ``source``; raises ``ListUnreadable``.

    The header is the first line that names a required column.
    """
    lines = _limited(_lines(_content(source)), max_rows)
    header = next((n for n, line in enumerate(lines[:HEADER_WITHIN]) if _names(line, required)), 0)
    return Table(lines[header], tuple(lines[header + 1 :]))


def _content(source: BinaryIO) -> bytes:
    data = source.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise ListUnreadable(problem("file_too_large", 0, limit=f"{MAX_FILE_BYTES >> 20} MB"))
    if not data.strip():
        raise ListUnreadable(problem("file_empty", 0))
    return data


def _lines(data: bytes) -> Iterator[tuple[str, ...]]:
    if data.startswith(_ZIP):
        return sheet_lines(data)
    if data.startswith(_OLE):
        raise ListUnreadable(problem("file_format", 0))
    return text_lines(data)


def _limited(lines: Iterable[tuple[str, ...]], max_rows: int) -> list[Line]:
    kept: list[Line] = []
    for number, cells in enumerate(lines, start=1):
        if any(cells):
            kept.append(Line(number, cells))
        if len(kept) > max_rows + HEADER_WITHIN:
            raise ListUnreadable(problem("too_many_rows", number, limit=max_rows))
    if not kept:
        raise ListUnreadable(problem("file_empty", 0))
    return kept


def _names(line: Line, required: Collection[str]) -> bool:
    return any(cell.lower() in required for cell in line.cells)
