"""What importing a checked list would do, shown before it is done. Pure comparison of values.

Nothing is ever closed by an import: a unit that a list does not name stays as it is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any, Generic

from core.units.listing.rows import UNIT_COLUMNS, Known, OrganRow, Row, UnitRow
from core.units.listing.usual import completed

_UNIT_COLUMNS = UNIT_COLUMNS[1:]
_ORGAN_COLUMNS = (
    "name",
    "short_name",
    "unit_code",
    "kind",
    "superior_code",
    "guide_codes",
    "number_codes",
    "dual_led",
    "derived",
)


@dataclass(frozen=True, slots=True)
class Change:
    """One column of one thing that is there already."""

    code: str
    column: str
    old: str
    new: str

    def as_json(self) -> dict[str, str]:
        """The form in which commands and the API show it."""
        return {"code": self.code, "column": self.column, "old": self.old, "new": self.new}


@dataclass(frozen=True, slots=True)
class Plan(Generic[Row]):
    """What a list does to what is there.

    ``changed`` are the new values of the rows that ``changes`` tells column by column.
    ``untouched``: on the platform but not in the list, or closed. ``retired``: organs that
    had been derived from a unit and give way to listed ones.
    """

    created: tuple[Row, ...] = ()
    changed: tuple[Row, ...] = ()
    changes: tuple[Change, ...] = ()
    unchanged: tuple[str, ...] = ()
    untouched: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether carrying it out would change nothing."""
        return not (self.created or self.changed or self.retired)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The plan for units and for their organs; ``basis`` is the state it was made for."""

    units: Plan[UnitRow]
    organs: Plan[OrganRow]
    basis: str

    @property
    def is_empty(self) -> bool:
        """Whether carrying it out would change nothing."""
        return self.units.is_empty and self.organs.is_empty

    def as_json(self) -> dict[str, Any]:
        """The shape of ``units import``: counts of units, the organs' beside."""
        return {
            **_counts(self.units),
            "untouched": len(self.units.untouched),
            "changes": [change.as_json() for change in self.units.changes],
            "organs": {
                **_counts(self.organs),
                "retired": len(self.organs.retired),
                "changes": [change.as_json() for change in self.organs.changes],
            },
        }


def make_plan(units: Sequence[UnitRow], organs: Sequence[OrganRow], known: Known) -> ImportPlan:
    """Compare checked lists with what is ``known``. Units without organs are organs themselves."""
    listed = {row.code: row for row in units if row.code not in known.closed_units}
    rows = completed(organs, {**known.units, **listed}, known.organs)
    plan = _compared(rows, known.organs, known.closed_organs, _ORGAN_COLUMNS)
    return ImportPlan(
        units=_compared(units, known.units, known.closed_units, _UNIT_COLUMNS),
        organs=_with_retired(plan, rows, known.organs),
        basis=known.fingerprint,
    )


def _compared(
    rows: Iterable[Row],
    known: Mapping[str, Row],
    closed: AbstractSet[str],
    columns: tuple[str, ...],
) -> Plan[Row]:
    created, changed, changes, unchanged = [], [], [], []
    open_rows = [row for row in rows if row.code not in closed]
    for row in open_rows:
        old = known.get(row.code)
        if old is None:
            created.append(row)
        elif found := list(_changes(old, row, columns)):
            changed.append(row)
            changes += found
        else:
            unchanged.append(row.code)
    untouched = (set(known) | closed) - {row.code for row in open_rows}
    return Plan(
        tuple(created), tuple(changed), tuple(changes), tuple(unchanged), tuple(sorted(untouched))
    )


def _changes(old: Row, new: Row, columns: tuple[str, ...]) -> Iterator[Change]:
    for column in columns:
        before, after = _shown(getattr(old, column)), _shown(getattr(new, column))
        if before != after:
            yield Change(new.code, column, before, after)


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return " ".join(sorted(value))
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value or "")


def _with_retired(
    plan: Plan[OrganRow], rows: list[OrganRow], known: Mapping[str, OrganRow]
) -> Plan[OrganRow]:
    hosts = {row.unit_code for row in rows if not row.derived}
    listed = {row.code for row in rows}
    retired = {
        organ.code
        for organ in known.values()
        if organ.derived and organ.unit_code in hosts and organ.code not in listed
    }
    untouched = tuple(code for code in plan.untouched if code not in retired)
    return replace(plan, untouched=untouched, retired=tuple(sorted(retired)))


def _counts(plan: Plan[Any]) -> dict[str, int]:
    return {
        "created": len(plan.created),
        "changed": len(plan.changed),
        "unchanged": len(plan.unchanged),
    }
