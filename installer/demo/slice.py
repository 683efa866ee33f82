"""Which units of the real list the demonstration brings up.

The default shows every kind at every level and one county with its townships and a
town's villages whole, so that a notice from the county really has somewhere to go.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar


class Listed(Protocol):
    """A unit as the list names it."""

    @property
    def code(self) -> str:
        """Its code."""

    @property
    def kind(self) -> str:
        """What it is."""

    @property
    def parent_code(self) -> str:
        """The unit above, or an empty text."""


Unit = TypeVar("Unit", bound=Listed)

#: The units of the default slice beside those that ``_FAMILIES`` bring in.
_CHOSEN = [
    "cd001",
    "cd002",
    "cd003",
    "cd004",
    "cd005",
    "cd006",
    "cd008",
    "cd019",
    "cd025",
    "cd026",
    "cd075",
    "cd096",
    "cd101",
    "z01001",
    "z01002",
    "z01006",
    "z01015",
    "c0725001",
    "c0725002",
    "c0725003",
    "c0725004",
    "c0725006",
    "c0725017",
    "c0725031",
    "c0725034",
    "c0725040",
    "c0726001",
    "c0726002",
    "c0726003",
    "c0726004",
    "t0726203",
    "v0726203001",
    "v0726203254",
]

#: Parents whose first children of these kinds come along: (parent, kinds, how many).
_FAMILIES = (
    ("c0725003", {"township"}, 8),
    ("c0725003", {"subdistrict"}, 2),
    ("c0725003", {"enterprise"}, 1),
    ("t0725120", {"village", "community"}, 12),
)

DEFAULT_SIZE = 60


def choose(units: Sequence[Unit], size: int | None = DEFAULT_SIZE) -> list[Unit]:
    """The first ``size`` units by interest, with every parent, in the list's own order.

    ``None`` means all of them.
    """
    if size is None or size >= len(units):
        return list(units)
    by_code = {unit.code: unit for unit in units}
    wanted: dict[str, None] = {}
    for code in _by_interest(units):
        line = [c for c in _with_parents(code, by_code) if c not in wanted]
        if len(wanted) + len(line) <= size:
            wanted.update(dict.fromkeys(line))
    return [unit for unit in units if unit.code in wanted]


def _by_interest(units: Iterable[Listed]) -> Iterable[str]:
    listed = list(units)
    known = {unit.code for unit in listed}
    yield from (code for code in _CHOSEN if code in known)
    for parent, kinds, count in _FAMILIES:
        family = [unit.code for unit in listed if unit.parent_code == parent and unit.kind in kinds]
        # 牛车河镇 is the town whose villages come whole.
        yield from sorted(family, key=lambda code: code != "t0725120")[:count]
    yield from (unit.code for unit in listed)


def _with_parents(code: str, by_code: dict[str, Unit]) -> list[str]:
    line = [code]
    while parent := by_code[line[-1]].parent_code:
        line.append(parent)
    return line[::-1]
