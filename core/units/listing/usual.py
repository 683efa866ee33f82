"""What is usual where a list does not say: short names, double leadership, a unit's own organ."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from core.units.kinds import OFFICE_KINDS, Kind, OrganKind
from core.units.listing.codes import MAX_SHORT_NAME
from core.units.listing.rows import OrganRow, UnitRow

#: Trades that both the superior and the guiding organ lead (双重领导), by the end of the name.
DUAL_LED_TRADES = ("公安局", "公安分局", "审计局")

_ORGAN_KIND: Mapping[str, OrganKind] = {
    Kind.CITY_DEPARTMENT: OrganKind.GOVERNMENT_DEPARTMENT,
    Kind.COUNTY_DEPARTMENT: OrganKind.GOVERNMENT_DEPARTMENT,
    Kind.ZONE_COMMITTEE: OrganKind.GOVERNMENT,
    Kind.ZONE_DEPARTMENT: OrganKind.GOVERNMENT_DEPARTMENT,
    Kind.VERTICAL_UNIT: OrganKind.VERTICAL_UNIT,
    Kind.ENTERPRISE: OrganKind.ENTERPRISE,
    Kind.TOWNSHIP: OrganKind.GOVERNMENT,
    Kind.SUBDISTRICT: OrganKind.GOVERNMENT,
    Kind.VILLAGE: OrganKind.SELF_GOVERNING,
    Kind.COMMUNITY: OrganKind.SELF_GOVERNING,
}
_BODIES = (
    ("人大", OrganKind.NPC_OFFICE),
    ("人民代表大会", OrganKind.NPC_OFFICE),
    ("政协", OrganKind.CPPCC_OFFICE),
    ("政治协商", OrganKind.CPPCC_OFFICE),
    ("政府", OrganKind.GOVERNMENT_OFFICE),
)
#: The organ that speaks for a unit that hosts several.
_LEADING = (OrganKind.GOVERNMENT, OrganKind.GOVERNMENT_OFFICE, OrganKind.PARTY_OFFICE)


def completed(
    listed: Iterable[OrganRow], units: Mapping[str, UnitRow], known: Mapping[str, OrganRow]
) -> list[OrganRow]:
    """The listed organs with nothing left open, and one of its own for each unit without any.

    ``units`` are those of the list; ``known`` the organs on the platform.
    """
    rows = list(listed)
    alone = _alone(rows)
    rows = [_filled(row, units.get(row.unit_code), row.unit_code in alone) for row in rows]
    return rows + list(_own_organs(units, rows, known))


def _alone(rows: list[OrganRow]) -> set[str]:
    """Units that host exactly one organ of the list."""
    hosts = Counter(row.unit_code for row in rows)
    return {code for code, times in hosts.items() if times == 1}


def _filled(row: OrganRow, unit: UnitRow | None, alone: bool) -> OrganRow:
    short = row.short_name or usual_short_name(row, unit, alone=alone)
    dual = usual_dual_led(row) if row.dual_led is None else row.dual_led
    return replace(row, short_name=short[:MAX_SHORT_NAME], dual_led=dual)


def usual_short_name(row: OrganRow, unit: UnitRow | None, *, alone: bool) -> str:
    """The unit's short name where the organ is the unit; else the usual contraction."""
    if unit is None:
        return row.name
    if alone or row.kind in OFFICE_KINDS:
        return unit.short_name
    if row.kind == OrganKind.PARTY_COMMITTEE:
        return _short_committee(row.name, unit)
    if row.kind == OrganKind.GOVERNMENT:
        return _short_government(row.name, unit)
    return row.name


def _short_committee(name: str, unit: UnitRow) -> str:
    if name.endswith("工作委员会"):
        return f"{unit.short_name}党工委"
    if name.endswith("委员会"):
        return f"{unit.short_name}党委"
    return name.removeprefix("中共")


def _short_government(name: str, unit: UnitRow) -> str:
    if name.endswith("管理委员会"):
        return f"{unit.short_name}管委会"
    if unit.kind in {Kind.TOWNSHIP, Kind.SUBDISTRICT}:
        return f"{unit.short_name}{'办事处' if name.endswith('办事处') else '人民政府'}"
    return name


def usual_dual_led(row: OrganRow) -> bool:
    """Discipline, public security and audit answer to both lines where both are there."""
    trade = row.kind == OrganKind.DISCIPLINE or row.name.endswith(DUAL_LED_TRADES)
    return trade and bool(row.superior_code) and bool(row.guide_codes)


def _own_organs(
    units: Mapping[str, UnitRow], listed: list[OrganRow], known: Mapping[str, OrganRow]
) -> Iterator[OrganRow]:
    """Each unit that hosts no organ of a list is an organ itself."""
    named = {row.code: row for row in known.values() if not row.derived}
    named |= {row.code: row for row in listed}
    hosts = {row.unit_code for row in named.values()}
    orphans = [unit for unit in units.values() if unit.code not in hosts]
    codes = {unit.code: _free(unit.code, named.keys()) for unit in orphans}
    speakers = _speakers(named.values()) | codes
    for unit in orphans:
        above, parent = speakers.get(unit.parent_code, ""), units.get(unit.parent_code)
        yield own_organ(unit, codes[unit.code], above, parent)


def _free(code: str, taken: AbstractSet[str]) -> str:
    return code if code not in taken else f"{code[:30]}_o"


def _speakers(organs: Iterable[OrganRow]) -> dict[str, str]:
    best: dict[str, OrganRow] = {}
    for organ in organs:
        if not organ.unit_code:
            continue
        other = best.get(organ.unit_code)
        if other is None or _rank(organ) < _rank(other):
            best[organ.unit_code] = organ
    return {unit: organ.code for unit, organ in best.items()}


def _rank(organ: OrganRow) -> int:
    kinds = [kind.value for kind in _LEADING]
    return kinds.index(organ.kind) if organ.kind in kinds else len(kinds)


def own_organ(unit: UnitRow, code: str, above: str = "", parent: UnitRow | None = None) -> OrganRow:
    """The organ that ``unit`` is itself; ``above``: the organ that speaks for its parent."""
    kind = _ORGAN_KIND.get(unit.kind) or _body_kind(unit.name)
    # The four bodies of one level do not lead one another, and vertical units are led from
    # outside the city; a township guides its villages.
    led = kind not in {OrganKind.SELF_GOVERNING, OrganKind.VERTICAL_UNIT} and not (
        kind in OFFICE_KINDS and parent is not None and parent.level == unit.level
    )
    return OrganRow(
        code=code,
        name=unit.name,
        unit_code=unit.code,
        kind=kind,
        superior_code=above if led else "",
        guide_codes=(above,) if above and kind == OrganKind.SELF_GOVERNING else (),
        short_name=unit.short_name,
        dual_led=False,
        derived=True,
        row=unit.row,
    )


def _body_kind(name: str) -> OrganKind:
    return next((kind for word, kind in _BODIES if word in name), OrganKind.PARTY_OFFICE)
