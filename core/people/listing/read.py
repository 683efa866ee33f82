"""From a file to lines under the columns of a list of people."""

from dataclasses import dataclass
from typing import Any, BinaryIO

from core.lists.problems import ListUnreadable, RowError
from core.lists.records import read_records
from core.lists.table import read_table
from core.people.listing.columns import MOBILE, NAME, STAFF_NUMBER, headings, titles
from core.people.listing.problems import problem

#: The largest unit has some hundred people; a list of a whole county still fits.
MAX_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class PeopleRecords:
    """The lines of a list by column, and what is wrong with single cells.

    It can be kept as JSON while somebody looks at what it would do.
    """

    records: tuple[tuple[int, dict[str, str]], ...] = ()
    errors: tuple[RowError, ...] = ()
    extra_columns: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "records": self.records,
            "errors": [error.as_json() for error in self.errors],
            "extra_columns": self.extra_columns,
        }

    @classmethod
    def of_json(cls, kept: dict[str, Any]) -> "PeopleRecords":
        """What was kept."""
        return cls(
            tuple((row, values) for row, values in kept["records"]),
            tuple(RowError(**error) for error in kept["errors"]),
            tuple(kept["extra_columns"]),
        )


def read_people_list(source: BinaryIO) -> PeopleRecords:
    """Read a list; one that cannot be read far enough has errors and no lines."""
    shown = titles()
    understood = headings(shown)
    try:
        table = read_table(source, understood, max_rows=MAX_ROWS)
        _refuse_without_numbers(table.header.number, table.header.cells, understood, shown)
        found = read_records(
            table,
            (shown[NAME],),
            tuple(title for column, title in shown.items() if column != NAME),
            also=understood,
            signed={shown[MOBILE]},
        )
    except ListUnreadable as refused:
        return PeopleRecords(errors=refused.errors)
    column_of = {title: column for column, title in shown.items()}
    return PeopleRecords(
        tuple(
            (record.row, {column_of[title]: value for title, value in record.values.items()})
            for record in found.records
        ),
        tuple(found.errors),
        found.columns.extra,
    )


def _refuse_without_numbers(
    row: int, cells: tuple[str, ...], understood: dict[str, str], shown: dict[str, str]
) -> None:
    meant = {understood.get(cell.lower()) for cell in cells}
    if not meant & {shown[MOBILE], shown[STAFF_NUMBER]}:
        raise ListUnreadable(problem("no_number_column", row))
