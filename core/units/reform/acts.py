"""The acts a reform is made of, as values, and how they are stored. Units are named by code."""

from dataclasses import asdict, dataclass, field
from typing import Any

from core.units.kinds import ReformAct


@dataclass(frozen=True, slots=True)
class Rename:
    """A unit gets new names. An organ of the unit's own old name follows.

    ``organs``: code → (name, short name) for its other organs.
    """

    unit: str
    name: str
    short_name: str
    organs: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Move:
    """A unit comes under another parent. ``superiors``: organ → its new superior ("" = none)."""

    unit: str
    to: str
    superiors: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Merge:
    """A unit ends in another, which takes its children.

    Its organs end and the other's of the same kind take their place; with ``keep_organs``
    they go on, hosted by the other unit. To found a new unit from several, rename one of
    them and merge the others into it: its people and its papers then stay where they are.
    """

    unit: str
    into: str
    keep_organs: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A unit that is split off: level, kind, parent and division are the old one's.

    ``organs`` and ``children`` of the old unit go with it; without organs it becomes one.
    """

    code: str
    name: str
    short_name: str
    organs: tuple[str, ...] = ()
    children: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Split:
    """Parts of a unit become units. With ``ends`` nothing may be left of it, and it closes."""

    unit: str
    parts: tuple[Part, ...]
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Abolish:
    """A unit and its organs end. Children go to ``children_to``; without it there may be none."""

    unit: str
    children_to: str = ""


Act = Rename | Move | Merge | Split | Abolish

_CLASSES: dict[str, type[Any]] = {
    ReformAct.RENAME: Rename,
    ReformAct.MOVE: Move,
    ReformAct.MERGE: Merge,
    ReformAct.SPLIT: Split,
    ReformAct.ABOLISH: Abolish,
}


def act_name(act: Act) -> str:
    """The stored name of the act."""
    return next(name for name, kind in _CLASSES.items() if isinstance(act, kind))


def details_of(act: Act) -> dict[str, Any]:
    """What is stored of the act besides its unit."""
    details = asdict(act)
    del details["unit"]
    return details


def act_from(name: str, unit: str, details: dict[str, Any]) -> Act:
    """The act as it was planned."""
    values = dict(details)
    if name == ReformAct.SPLIT:
        values["parts"] = tuple(_part(part) for part in values["parts"])
    if name == ReformAct.RENAME:
        values["organs"] = {code: tuple(names) for code, names in values["organs"].items()}
    act: Act = _CLASSES[name](unit=unit, **values)
    return act


def _part(values: dict[str, Any]) -> Part:
    return Part(
        **{**values, "organs": tuple(values["organs"]), "children": tuple(values["children"])}
    )
