"""From a file to a checked list: read, name the columns, build the rows, look at all of them."""

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from typing import BinaryIO

from core.lists.problems import ListUnreadable, RowError
from core.lists.records import Record, Records, read_records
from core.lists.table import read_table
from core.units.listing.organ_checks import organ_errors
from core.units.listing.problems import problem
from core.units.listing.rows import (
    NOTHING,
    OPTIONAL_ORGAN_COLUMNS,
    ORGAN_COLUMNS,
    UNIT_COLUMNS,
    Checked,
    Known,
    OrganRow,
    Row,
    UnitRow,
)
from core.units.listing.unit_checks import unit_errors

#: More errors than this tell a person nothing new.
MAX_ERRORS = 1_000

_YES_NO = {"": None, "是": True, "否": False, "yes": True, "no": False, "1": True, "0": False}


def check_unit_list(source: BinaryIO, known: Known = NOTHING) -> Checked[UnitRow]:
    """Read and check a list of units, seen together with those on the platform."""
    return _checked(
        lambda: read_records(read_table(source, UNIT_COLUMNS), UNIT_COLUMNS, ()),
        _unit_row,
        lambda rows: unit_errors(rows, known),
    )


def check_organ_list(
    source: BinaryIO, units: AbstractSet[str] = frozenset(), known: Known = NOTHING
) -> Checked[OrganRow]:
    """Read and check a list of organs; ``units`` are the codes of the list of units beside it."""
    columns = (ORGAN_COLUMNS, OPTIONAL_ORGAN_COLUMNS)
    return _checked(
        lambda: read_records(read_table(source, ORGAN_COLUMNS), *columns),
        _organ_row,
        lambda rows: organ_errors(rows, units, known),
        _yes_no_errors,
    )


def _checked(
    read: Callable[[], Records],
    build: Callable[[Record], Row],
    look: Callable[[list[Row]], Iterable[RowError]],
    look_at_cells: Callable[[Record], Iterable[RowError]] | None = None,
) -> Checked[Row]:
    try:
        found = read()
    except ListUnreadable as refused:
        return Checked(errors=refused.errors)
    errors = list(found.errors)
    if look_at_cells is not None:
        errors += [error for record in found.records for error in look_at_cells(record)]
    rows = [build(record) for record in found.records]
    # A cell that is already refused is not refused again for what follows from it.
    refused_cells = {(error.row, error.column) for error in errors}
    errors += [error for error in look(rows) if (error.row, error.column) not in refused_cells]
    errors.sort(key=lambda error: error.row)
    return Checked(
        rows=tuple(rows),
        errors=tuple(errors[:MAX_ERRORS]),
        extra_columns=found.columns.extra,
        left_out=max(0, len(errors) - MAX_ERRORS),
    )


def _unit_row(record: Record) -> UnitRow:
    return UnitRow(**{column: record[column] for column in UNIT_COLUMNS}, row=record.row)


def _organ_row(record: Record) -> OrganRow:
    return OrganRow(
        code=record["code"],
        name=record["name"],
        unit_code=record["unit_code"],
        kind=record["kind"],
        superior_code=record["superior_code"],
        guide_codes=tuple(record["guide_code"].split()),
        number_codes=tuple(record["number_codes"].split()),
        short_name=record["short_name"],
        dual_led=_YES_NO.get(record["dual_led"].lower()),
        external=bool(_YES_NO.get(record["external"].lower())),
        row=record.row,
    )


def _yes_no_errors(record: Record) -> Iterable[RowError]:
    for column in ("dual_led", "external"):
        if record[column].lower() not in _YES_NO:
            yield problem("yes_no", record.row, column, record[column])
