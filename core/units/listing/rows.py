"""One line of a list of units or organs as a value, and a list after its checks."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from core.lists.problems import RowError

#: The columns of a list of units; all must be there, in any order.
UNIT_COLUMNS = (
    "code",
    "name",
    "short_name",
    "level",
    "kind",
    "parent_code",
    "division_code",
)

#: The columns of a list of organs; all must be there, in any order.
ORGAN_COLUMNS = (
    "code",
    "name",
    "unit_code",
    "kind",
    "superior_code",
    "guide_code",
    "number_codes",
)

#: Columns that a list of organs may have besides.
OPTIONAL_ORGAN_COLUMNS = ("short_name", "dual_led", "external")


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as a list (or the database) states it. ``row`` is the line in the spreadsheet."""

    code: str
    name: str
    short_name: str
    level: str
    kind: str
    parent_code: str = ""
    division_code: str = ""
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class OrganRow:
    """An issuing organ as a list (or the database) states it.

    ``short_name`` "" and ``dual_led`` None mean: the list does not say; the importer
    then takes what is usual (``core.units.listing.usual``). ``derived``: no list named an
    organ of the unit, so the unit itself is taken for one.
    """

    code: str
    name: str
    unit_code: str
    kind: str
    superior_code: str = ""
    guide_codes: tuple[str, ...] = ()
    number_codes: tuple[str, ...] = ()
    short_name: str = ""
    dual_led: bool | None = None
    external: bool = False
    derived: bool = False
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Known:
    """What is on the platform, as values. Of closed units and organs only the codes count."""

    units: Mapping[str, UnitRow] = field(default_factory=dict)
    organs: Mapping[str, OrganRow] = field(default_factory=dict)
    closed_units: frozenset[str] = frozenset()
    closed_organs: frozenset[str] = frozenset()

    @property
    def fingerprint(self) -> str:
        """Two states with the same fingerprint are the same (inside the platform)."""
        closed = (*sorted(self.closed_units), *sorted(self.closed_organs))
        inside = (organ for organ in self.organs.values() if not organ.external)
        rows = sorted(map(repr, (*self.units.values(), *inside)))
        return hashlib.sha256("\n".join((*rows, *closed)).encode()).hexdigest()


#: An empty platform.
NOTHING = Known()

Row = TypeVar("Row", UnitRow, OrganRow)


@dataclass(frozen=True, slots=True)
class Checked(Generic[Row]):
    """A list after its checks. Usable only if ``ok``: checks are all or nothing.

    ``extra_columns`` were in the file and are not read. ``left_out`` counts errors beyond
    the first thousand.
    """

    rows: tuple[Row, ...] = ()
    errors: tuple[RowError, ...] = ()
    extra_columns: tuple[str, ...] = ()
    left_out: int = 0

    @property
    def ok(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.errors
