"""CSV as offices write it: UTF-8 with or without BOM, or GB18030 from a Chinese Excel."""

import csv
import io
import re
from collections.abc import Iterator

from core.lists.cells import EDGES, as_it_was
from core.lists.problems import ListUnreadable, RowError, problem

_HAN = re.compile(r"[\u4e00-\u9fff]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def text_lines(data: bytes) -> Iterator[tuple[str, ...]]:
    """The lines of a CSV file as stripped cells; raises ``ListUnreadable``."""
    text = decoded(data)
    # newline="": a quoted cell may hold a line break, and only \n and \r end a line.
    records = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    while True:
        try:
            cells = next(records)
        except StopIteration:
            return
        except csv.Error as error:
            raise ListUnreadable(_refusal(error, records.line_num)) from error
        yield tuple(as_it_was(cell.strip(EDGES)) for cell in cells)


def decoded(data: bytes) -> str:
    """The text of ``data``; raises ``ListUnreadable`` where no encoding fits.

    GB18030 accepts almost any bytes, so a damaged UTF-8 file must not fall through to it:
    it would come out as wrong characters without an error.
    """
    if data.startswith(_UTF16):
        raise ListUnreadable(problem("file_format", 0))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _gb18030(data, error.start)
    return text if text.isascii() or _HAN.search(text) else _better(data, text)


def _gb18030(data: bytes, broken_at: int) -> str:
    guess = data.decode("utf-8", errors="replace")
    if len(_HAN.findall(guess)) > guess.count("\ufffd"):
        raise ListUnreadable(_broken(data, broken_at))
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise ListUnreadable(_broken(data, error.start)) from error


def _better(data: bytes, text: str) -> str:
    """Short GB18030 texts can be valid UTF-8 of letters that no Chinese list contains."""
    try:
        other = data.decode("gb18030")
    except UnicodeDecodeError:
        return text
    return other if _HAN.search(other) else text


def _broken(data: bytes, at: int) -> RowError:
    line = data.count(b"\n", 0, at) + 1
    return problem("encoding", line, line=line)


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",\t;", key=first.count)


def _refusal(error: csv.Error, line: int) -> RowError:
    if "field larger" in str(error):
        return problem("cell_too_long", line, limit=csv.field_size_limit())
    return problem("csv_quotes", line)
