"""A workbook to be filled in: headings, a line that shows how, choices to pick from, notes."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from core.lists.cells import as_text

#: Lines below the heading that are ready to be filled in; a list may be longer.
READY = 5_000

_HEAD = PatternFill("solid", fgColor="F4E9DC")
_MUST = Font(bold=True, color="B3161B")
_MAY = Font(bold=True)


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """A column to be filled in: its heading, what belongs there, an example, choices to pick."""

    title: str
    note: str
    sample: str = ""
    required: bool = False
    choices: Sequence[str] = ()
    width: int = 16


def as_template(title: str, columns: Sequence[TemplateColumn], notes: Sequence[str]) -> bytes:
    """The workbook: a sheet to fill in, a sheet of notes, and the choices behind the pick lists."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    _fill_in(sheet, columns)
    explained = book.create_sheet(_("填写说明"))
    _explain(explained, columns, notes)
    _offer(book, sheet, columns)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _fill_in(sheet: Worksheet, columns: Sequence[TemplateColumn]) -> None:
    for place, column in enumerate(columns, start=1):
        letter = get_column_letter(place)
        # As text: a mobile of eleven digits would otherwise be shown as 1.39E+10. The format of
        # the column is what new cells take, so that the file stays small.
        sheet.column_dimensions[letter].number_format = "@"
        sheet.column_dimensions[letter].width = column.width
        head = _put(sheet, 1, place, column.title)
        head.font, head.fill = _MUST if column.required else _MAY, _HEAD
        head.comment = Comment(as_text(column.note), "CityDesk")
    sheet.freeze_panes = "A2"


def _explain(sheet: Worksheet, columns: Sequence[TemplateColumn], notes: Sequence[str]) -> None:
    heads = (_("列"), _("是否必填"), _("填写要求"), _("示例"))
    for place, (head, width) in enumerate(zip(heads, (14, 10, 64, 24), strict=True), start=1):
        cell = _put(sheet, 1, place, head)
        cell.font, cell.fill = _MAY, _HEAD
        sheet.column_dimensions[cell.column_letter].width = width
    for line, column in enumerate(columns, start=2):
        must = _("必填") if column.required else _("选填")
        for place, text in enumerate((column.title, must, column.note, column.sample), start=1):
            _put(sheet, line, place, text).alignment = Alignment(wrap_text=True, vertical="top")
    for line, note in enumerate(notes, start=len(columns) + 3):
        _put(sheet, line, 1, note)


def _put(sheet: Worksheet, line: int, place: int, text: str) -> Cell:
    """A cell of text: what an office has named its departments does not calculate here either."""
    cell = sheet.cell(line, place, as_text(text))
    cell.data_type = "s"
    return cell


def _offer(book: Workbook, sheet: Worksheet, columns: Sequence[TemplateColumn]) -> None:
    """The pick lists; typing something else stays possible, the import says what is wrong."""
    offered = book.create_sheet(_("选项"))
    offered.sheet_state = "hidden"
    for place, column in enumerate(columns, start=1):
        if not column.choices:
            continue
        letter = get_column_letter(place)
        for line, choice in enumerate(column.choices, start=1):
            _put(offered, line, place, choice)
        source = f"'{offered.title}'!${letter}$1:${letter}${len(column.choices)}"
        pick = DataValidation("list", formula1=source, allow_blank=True, showErrorMessage=False)
        pick.add(f"{letter}2:{letter}{READY + 1}")
        sheet.add_data_validation(pick)
