"""What may be wrong with any list, whatever it is about: by stable code, with the way out."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SHOWN_VALUE = 80

MESSAGES: Mapping[str, str | Promise] = {
    # The file
    "file_empty": _("文件是空的。请选择含有表头和数据的清单。"),
    "file_too_large": _("文件超过 %(limit)s。请删去无关的工作表和图片，或分批导入。"),
    "file_unreadable": _("文件已损坏，无法读取。请用表格软件重新另存为 XLSX 或 CSV 后再导入。"),
    "file_format": _("不支持这种文件格式。请另存为 XLSX 或 CSV（UTF-8、GB18030 均可）后再导入。"),
    "file_macros": _("文件中带有宏程序。请另存为不含宏的 XLSX 后再导入。"),
    "encoding": _("第 %(line)s 行附近的文字编码有误。请用表格软件另存为“CSV UTF-8”后再导入。"),
    "csv_quotes": _("引号不成对，无法分清各列。请检查该行的引号，或另存为 XLSX 后再导入。"),
    "list_empty": _("清单只有表头，没有数据。请填写至少一行。"),
    "too_many_rows": _("清单超过 %(limit)s 行。请分批导入。"),
    "column_missing": _("缺少列“%(column)s”。请在表头中补上该列，列的先后不限。"),
    "column_twice": _("列“%(column)s”出现了两次。请只保留一列。"),
    # Any cell
    "too_many_cells": _("该行的格数多于表头。名称中有逗号时请加上引号，或另存为 XLSX。"),
    "cell_too_long": _("单元格内容超过 %(limit)s 个字。请检查是否粘贴有误。"),
    "formula": _("单元格是公式或出错的结果。请将其“选择性粘贴”为数值。"),
    "bad_character": _("含有看不见的控制字符（%(character)s）。请删除该单元格后重新输入。"),
}


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong, where, and the way out; ``code`` is stable.

    ``row`` is the line in the spreadsheet (its first is 1); 0 means the file as a whole.
    """

    row: int
    column: str
    value: str
    code: str
    message: str

    def as_json(self) -> dict[str, object]:
        """The form in which commands and the API show it."""
        return {
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "code": self.code,
            "message": self.message,
        }


class ListUnreadable(Exception):
    """The file could not be read far enough to check its lines; carries the errors found."""

    def __init__(self, *errors: RowError) -> None:
        super().__init__("; ".join(error.code for error in errors))
        self.errors = errors


def problem(code: str, row: int, column: str = "", value: str = "", **facts: object) -> RowError:
    """One of ``MESSAGES`` at its place, in the words of the person's language."""
    return error_told(MESSAGES[code], code, row, column=column, value=value, **facts)


def error_told(
    text: str | Promise, code: str, row: int, *, column: str, value: str, **facts: object
) -> RowError:
    """An error that says ``text``; a long value is shown shortened."""
    shown = value if len(value) <= SHOWN_VALUE else value[:SHOWN_VALUE] + "…"
    told = str(text) % {"value": shown, "column": column, **facts}
    return RowError(row=row, column=column, value=shown, code=code, message=told)
