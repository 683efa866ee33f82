"""XLSX as text cells. The file comes from outside: its size is bounded before it is unpacked."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice

from openpyxl import load_workbook

from core.lists.cells import EDGES
from core.lists.problems import ListUnreadable, problem

#: What the archive may unpack to. A list of 3,600 units takes about 2 MB.
MAX_UNPACKED_BYTES = 48 * 1024 * 1024
MAX_PARTS = 500

#: Cells further to the right are no part of a list (a stray cell in column XFD would
#: otherwise make every line 16,384 cells wide).
MAX_COLUMNS = 64

#: The last line a spreadsheet can have; a file that claims more is lying.
LAST_LINE = 1_048_576


def sheet_lines(data: bytes) -> Iterator[tuple[str, ...]]:
    """The lines of the first sheet as stripped cells; raises ``ListUnreadable``."""
    _refuse_bombs(data)
    try:
        yield from _lines(data)
    except ListUnreadable:
        raise
    # openpyxl answers a damaged file with whatever error it stumbles over.
    except Exception as error:
        raise ListUnreadable(problem("file_unreadable", 0)) from error


def _refuse_bombs(data: bytes) -> None:
    # zipfile never yields more than the declared size, so the declaration can be trusted.
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise ListUnreadable(problem("file_unreadable", 0)) from error
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise ListUnreadable(problem("file_format", 0))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise ListUnreadable(problem("file_macros", 0))
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise ListUnreadable(problem("file_too_large", 0, limit=f"{MAX_UNPACKED_BYTES >> 20} MB"))


def _lines(data: bytes) -> Iterator[tuple[str, ...]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        # The stated size of the sheet is often wrong, and may be so on purpose.
        sheet.reset_dimensions()
        for line in islice(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True), LAST_LINE):
            # A cell far below the rest makes openpyxl fill in all the lines between.
            yield tuple(map(_text, line)) if any(line) else ()


def _text(value: object) -> str:
    """A cell as the person sees it: Excel turns codes of digits into numbers."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, str | int | float):
        return str(value).strip(EDGES)
    # Array formulas and data tables come as objects of their own.
    return "="
