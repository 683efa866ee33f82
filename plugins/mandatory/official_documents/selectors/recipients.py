"""Whom a document goes to: from the picks on the page to organs and their names.

A pick is one of ``unit:CODE``, ``under:CODE`` (with all below), ``except:CODE`` (but not
that branch) and ``group:NAME`` (a collective name). Units are picked, organs receive: each
unit answers with the organ of the issuer's own line.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from core.errors import InvalidInput
from core.units.public import (
    Organ,
    OrganKind,
    collective_names_for,
    organs_hosted_by,
    organs_meant,
    unit_of_code,
    units_under,
)

_LINES: Mapping[str, tuple[str, ...]] = {
    "party": (OrganKind.PARTY_COMMITTEE, OrganKind.PARTY_OFFICE, OrganKind.PARTY_DEPARTMENT),
    "npc": (OrganKind.NPC, OrganKind.NPC_OFFICE),
    "cppcc": (OrganKind.CPPCC, OrganKind.CPPCC_OFFICE),
    "government": (OrganKind.GOVERNMENT, OrganKind.GOVERNMENT_OFFICE),
}


_WITH_BELOW = "及所属各单位"  # untranslated: it is printed in the document

_KINDS = frozenset({"unit", "under", "except", "group"})


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of the picker, as it is posted and kept: ``kind:code``."""

    kind: str
    code: str

    @property
    def value(self) -> str:
        """As it is posted and kept."""
        return f"{self.kind}:{self.code}"


@dataclass(frozen=True, slots=True)
class Pick:
    """A pick, the name that the document prints for it, and the organs behind it."""

    value: str
    title: str
    organ_ids: tuple[UUID, ...]


def choices_in(values: Iterable[str]) -> list[Choice]:
    """The choices, each once; ``InvalidInput`` for what no picker posts."""
    found = []
    for value in dict.fromkeys(values):
        kind, _colon, code = value.partition(":")
        if kind not in _KINDS or not code:
            raise InvalidInput
        found.append(Choice(kind, code))
    return found


def organ_addressed(issuer: Organ, hosted: Sequence[Organ]) -> Organ:
    """Which organ of a unit is meant: the body of the issuer's line, else the unit's first."""
    line = _line_of(issuer.kind)
    ranked = [organ for kind in line for organ in hosted if organ.kind == kind]
    return (ranked or list(hosted))[0]


def resolved_picks(values: Iterable[str], *, issuer: Organ) -> list[Pick]:
    """Each pick with its printed name and its organs; refuses an unknown one.

    Exceptions are not among them: they narrow the branches they stand in.
    """
    picked = choices_in(values)
    kept_out = _units_under(pick.code for pick in picked if pick.kind == "except")
    groups = collective_names_for(issuer) if any(p.kind == "group" for p in picked) else {}
    found = []
    for pick in picked:
        if pick.kind == "group":
            found.append(_group(pick, issuer, groups))
        elif pick.kind != "except":
            found.append(_branch(pick, issuer, kept_out))
    return found


def picks_with_titles(values: Sequence[str], *, issuer: Organ) -> list[tuple[str, str]]:
    """The picks as a document keeps them: exceptions too, under the unit's own name."""
    titles = {pick.value: pick.title for pick in resolved_picks(values, issuer=issuer)}
    return [
        (pick.value, titles.get(pick.value) or unit_of_code(pick.code).short_name)
        for pick in choices_in(values)
    ]


def organ_ids_of(picks: Iterable[Pick], *, but: Iterable[UUID] = ()) -> tuple[UUID, ...]:
    """The organs behind the picks, once each."""
    left_out = set(but)
    ids = dict.fromkeys(organ_id for pick in picks for organ_id in pick.organ_ids)
    return tuple(organ_id for organ_id in ids if organ_id not in left_out)


def _line_of(kind: str) -> tuple[str, ...]:
    if kind == OrganKind.DISCIPLINE:
        return _LINES["party"]
    return next((line for line in _LINES.values() if kind in line), _LINES["government"])


def _units_under(codes: Iterable[str]) -> set[UUID]:
    return {
        unit_id
        for code in codes
        for unit_id in units_under(unit_of_code(code).id).values_list("id", flat=True)
    }


def _group(pick: Choice, issuer: Organ, groups: Mapping[str, Any]) -> Pick:
    name = groups.get(pick.code)
    if name is None:
        raise InvalidInput
    return Pick(pick.value, name.text, _one_for_each_unit(organs_meant(name, issuer), issuer))


def _branch(pick: Choice, issuer: Organ, kept_out: set[UUID]) -> Pick:
    unit = unit_of_code(pick.code)
    single = pick.kind == "unit"
    below = {unit.id} if single else _units_under([pick.code]) - kept_out
    organs = list(organs_hosted_by(below))
    if not organs:
        raise InvalidInput
    if not single:
        title = f"{unit.short_name}{_WITH_BELOW}"
        return Pick(pick.value, title, _one_for_each_unit(organs, issuer))
    organ = organ_addressed(issuer, organs)
    return Pick(pick.value, organ.name, (organ.id,))


def _one_for_each_unit(organs: Iterable[Organ], issuer: Organ) -> tuple[UUID, ...]:
    """A unit is addressed once, as the organ of the issuer's own line."""
    hosted: dict[UUID | None, list[Organ]] = defaultdict(list)
    for organ in organs:
        hosted[organ.unit_id].append(organ)
    return tuple(organ_addressed(issuer, each).id for each in hosted.values())
