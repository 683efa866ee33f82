"""What may be wrong with a list of organs, looked at together with units and organs there."""

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from core.lists.problems import RowError
from core.units.kinds import OrganKind
from core.units.listing.codes import (
    MAX_NAME,
    MAX_SHORT_NAME,
    code_errors,
    name_errors,
    repeated_codes,
)
from core.units.listing.cycles import rings, shown
from core.units.listing.problems import problem
from core.units.listing.rows import Known, OrganRow

_NUMBER_CODE = re.compile(r"[\u4e00-\u9fff]{2,12}")
_KINDS = frozenset(OrganKind.values)


def organ_errors(rows: list[OrganRow], units: AbstractSet[str], known: Known) -> Iterator[RowError]:
    """Everything wrong with ``rows``; ``units`` are the codes of the list of units beside it."""
    hosts = units | known.units.keys()
    for row in rows:
        yield from code_errors(row.row, "code", row.code)
        yield from name_errors(row.row, "name", row.name, MAX_NAME)
        if row.short_name:
            yield from name_errors(row.row, "short_name", row.short_name, MAX_SHORT_NAME)
        if row.kind not in _KINDS:
            yield problem("kind_unknown", row.row, "kind", row.kind, known="、".join(OrganKind))
        yield from _unit_errors(row, hosts, known)
    yield from repeated_codes([(row.row, row.code) for row in rows])
    yield from _relation_errors(rows, known.organs)
    yield from _number_code_errors(rows, known.organs)


def _unit_errors(row: OrganRow, hosts: AbstractSet[str], known: Known) -> Iterator[RowError]:
    if row.external:
        if row.unit_code:
            yield problem("unit_not_wanted", row.row, "unit_code", row.unit_code)
    elif not row.unit_code:
        yield problem("unit_empty", row.row, "unit_code")
    elif row.unit_code in known.closed_units:
        # Its organs of before may stand in the list still; it gets no new ones.
        if row.code not in known.organs and row.code not in known.closed_organs:
            yield problem("unit_closed", row.row, "unit_code", row.unit_code)
    elif row.unit_code not in hosts:
        yield problem("unit_missing", row.row, "unit_code", row.unit_code)


def _relation_errors(rows: list[OrganRow], known: Mapping[str, OrganRow]) -> Iterator[RowError]:
    listed = {row.code: row for row in rows if row.code}
    organs = {**known, **listed}
    for row in rows:
        if row.superior_code and row.superior_code not in organs:
            yield problem("organ_missing", row.row, "superior_code", row.superior_code)
        yield from _guide_errors(row, organs)
    for ring in rings({code: organ.superior_code for code, organ in organs.items()}):
        at = next((listed[code] for code in ring if code in listed), None)
        if at is not None:
            yield problem("cycle", at.row, "superior_code", at.superior_code, path=shown(ring))


def _guide_errors(row: OrganRow, organs: Mapping[str, OrganRow]) -> Iterator[RowError]:
    for place, guide in enumerate(row.guide_codes):
        if guide == row.code:
            yield problem("guide_self", row.row, "guide_code", guide)
        elif guide not in organs:
            yield problem("organ_missing", row.row, "guide_code", guide)
        elif guide in row.guide_codes[:place]:
            yield problem("guide_twice", row.row, "guide_code", guide)


def _number_code_errors(rows: list[OrganRow], known: Mapping[str, OrganRow]) -> Iterator[RowError]:
    listed = {row.code for row in rows}
    # A code that the list takes from one organ and gives to another is no conflict.
    owners = {
        text: organ.name
        for organ in known.values()
        if organ.code not in listed
        for text in organ.number_codes
    }
    for row in rows:
        for text in row.number_codes:
            if not _NUMBER_CODE.fullmatch(text):
                yield problem("number_code_form", row.row, "number_codes", text)
            elif text in owners:
                facts = {"owner": owners[text]}
                yield problem("number_code_twice", row.row, "number_codes", text, **facts)
            owners.setdefault(text, row.name)
