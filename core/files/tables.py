"""Tables as files: CSV and XLSX that open as text and never as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

#: What a spreadsheet takes for the start of a formula; full-width forms are folded by some.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
#: The largest cell that a spreadsheet opens.
_LONGEST = 32_000

Row = Sequence[object]


def as_csv(head: Sequence[str], rows: Iterable[Row]) -> bytes:
    """UTF-8 with a mark, as Excel in China needs it; a cell that would calculate is quoted."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(head)
    for row in rows:
        table.writerow([_harmless(_text(value)) for value in row])
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
    cell.value = _text(value)
    # Set after the value: by itself the library makes a formula of a leading "=".
    cell.data_type = "s"
    return cell


def _text(value: object) -> str:
    text = "" if value is None else str(value)
    return "".join(char for char in text if char >= " " or char in "\t\n")[:_LONGEST]


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
