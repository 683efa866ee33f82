"""What a code or a name must look like: a code stands in addresses and scripts for good."""

import re
from collections.abc import Iterator

from core.lists.problems import RowError
from core.units.listing.problems import problem

MAX_CODE = 32
MAX_NAME = 100
MAX_SHORT_NAME = 50

_FOREIGN = re.compile(r"[^a-z0-9_]")


def code_errors(row: int, column: str, code: str) -> Iterator[RowError]:
    """The first thing that makes ``code`` unusable, if anything does."""
    if not code:
        yield problem("code_empty", row, column)
    elif len(code) > MAX_CODE:
        yield problem("code_too_long", row, column, code, limit=MAX_CODE)
    elif re.search(r"[A-Z]", code):
        yield problem("code_uppercase", row, column, code)
    elif foreign := _FOREIGN.search(code):
        yield problem("code_characters", row, column, code, character=foreign[0])
    elif not code[0].isalpha():
        yield problem("code_start", row, column, code)
    elif code.startswith("pg_"):
        yield problem("code_reserved", row, column, code)


def name_errors(row: int, column: str, name: str, limit: int) -> Iterator[RowError]:
    """Whether a name is missing or too long."""
    if not name:
        yield problem("name_empty", row, column)
    elif len(name) > limit:
        yield problem("name_too_long", row, column, name, limit=limit)


def repeated_codes(rows: list[tuple[int, str]], column: str = "code") -> Iterator[RowError]:
    """Codes that stand in the list more than once; told at each line after the first."""
    first: dict[str, int] = {}
    for row, code in rows:
        if code and first.setdefault(code, row) != row:
            yield problem("code_twice", row, column, code, first=first[code])
