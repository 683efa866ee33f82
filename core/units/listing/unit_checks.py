"""What may be wrong with a list of units, looked at together with the units already there."""

from collections.abc import Iterator, Mapping

from core.lists.problems import RowError
from core.units.kinds import KIND_LEVELS, LEVEL_RANK, Kind, Level
from core.units.listing.codes import (
    MAX_NAME,
    MAX_SHORT_NAME,
    code_errors,
    name_errors,
    repeated_codes,
)
from core.units.listing.cycles import rings, shown
from core.units.listing.problems import problem
from core.units.listing.rows import Known, UnitRow

_MAX_DIVISION = 12


def unit_errors(rows: list[UnitRow], known: Known) -> Iterator[RowError]:
    """Everything wrong with ``rows``, seen together with the units that are ``known``."""
    for row in rows:
        yield from code_errors(row.row, "code", row.code)
        yield from name_errors(row.row, "name", row.name, MAX_NAME)
        yield from name_errors(row.row, "short_name", row.short_name, MAX_SHORT_NAME)
        yield from _vocabulary_errors(row)
        yield from _division_errors(row)
    yield from repeated_codes([(row.row, row.code) for row in rows])
    yield from _tree_errors(rows, known)


def _vocabulary_errors(row: UnitRow) -> Iterator[RowError]:
    if row.kind not in KIND_LEVELS:
        yield problem("kind_unknown", row.row, "kind", row.kind, known="、".join(Kind.values))
    if row.level not in LEVEL_RANK:
        yield problem("level_unknown", row.row, "level", row.level, known="、".join(Level.values))
    elif row.level not in KIND_LEVELS.get(row.kind, frozenset(Level.values)):
        levels = "、".join(sorted(KIND_LEVELS[row.kind], key=LEVEL_RANK.__getitem__))
        facts = {"kind": row.kind, "level": row.level, "levels": levels}
        yield problem("kind_level", row.row, "level", row.level, **facts)


def _division_errors(row: UnitRow) -> Iterator[RowError]:
    code = row.division_code
    if code and not (code.isascii() and code.isdigit() and len(code) <= _MAX_DIVISION):
        yield problem("division_code", row.row, "division_code", code)


def _tree_errors(rows: list[UnitRow], known: Known) -> Iterator[RowError]:
    listed = {row.code: row for row in rows if row.code}
    units = {**known.units, **listed}
    for row in rows:
        # A closed unit stays as it is, whatever the list says of it.
        if row.code not in known.closed_units:
            yield from _parent_errors(row, units, known)
    yield from _children_errors(listed, known.units)
    for ring in rings({code: unit.parent_code for code, unit in units.items()}):
        at = next((listed[code] for code in ring if code in listed), None)
        if at is not None:
            yield problem("cycle", at.row, "parent_code", at.parent_code, path=shown(ring))


def _parent_errors(row: UnitRow, units: Mapping[str, UnitRow], known: Known) -> Iterator[RowError]:
    if not row.parent_code:
        if row.level in LEVEL_RANK and row.level != Level.CITY:
            yield problem("parent_empty", row.row, "parent_code")
    elif row.parent_code in known.closed_units:
        # Units that were under it when it was closed may stay until they are moved.
        before = known.units.get(row.code)
        if before is None or before.parent_code != row.parent_code:
            yield problem("parent_closed", row.row, "parent_code", row.parent_code)
    elif (parent := units.get(row.parent_code)) is None:
        yield problem("parent_missing", row.row, "parent_code", row.parent_code)
    elif _stands_above(row, parent):
        facts = {"level": row.level, "above": parent.level}
        yield problem("parent_below", row.row, "parent_code", row.parent_code, **facts)


def _children_errors(
    listed: Mapping[str, UnitRow], known: Mapping[str, UnitRow]
) -> Iterator[RowError]:
    """A unit whose level sinks below that of a child which the list does not mention."""
    for child in known.values():
        parent = listed.get(child.parent_code)
        if parent is not None and child.code not in listed and _stands_above(child, parent):
            yield problem("child_above", parent.row, "level", parent.level, child=child.code)


def _stands_above(child: UnitRow, parent: UnitRow) -> bool:
    if child.level not in LEVEL_RANK or parent.level not in LEVEL_RANK:
        return False
    return LEVEL_RANK[child.level] < LEVEL_RANK[parent.level]
