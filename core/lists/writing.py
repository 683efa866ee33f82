"""Tables as files: CSV and XLSX that open as text and never as a formula.

The one place where the platform writes such files (``tests/architecture/test_exports.py``).
"""

import csv
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from core.lists.cells import as_text, harmless

Row = Sequence[object]


def as_csv(head: Sequence[str], rows: Iterable[Row]) -> bytes:
    """UTF-8 with a mark, as Excel in China needs it; a cell that would calculate is quoted."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    for row in (head, *rows):
        table.writerow([harmless(as_text(value)) for value in row])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(title: str, head: Sequence[str], rows: Iterable[Row]) -> bytes:
    """A workbook of one sheet; numbers stay numbers, text stays text whatever it begins with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    for row in (head, *rows):
        sheet.append([_cell(sheet, value) for value in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _cell(sheet: object, value: object) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet)
    if isinstance(value, int):
        cell.value = value
        return cell
    cell.value = as_text(value)
    # Set after the value: by itself the library makes a formula of a leading "=".
    cell.data_type = "s"
    return cell
