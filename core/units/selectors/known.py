"""What is on the platform, as values to compare a list with."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from core.units.kinds import State
from core.units.listing.rows import Known, OrganRow, UnitRow
from core.units.models import NumberCode, Organ, OrganGuidance, Unit


def known_lists() -> Known:
    """All units and organs as rows of lists; four statements."""
    units = _unit_rows()
    organs = _organ_rows()
    return Known(
        units={row.code: row for row, closed in units if not closed},
        organs={row.code: row for row, closed in organs if not closed},
        closed_units=frozenset(row.code for row, closed in units if closed),
        closed_organs=frozenset(row.code for row, closed in organs if closed),
    )


def _unit_rows() -> list[tuple[UnitRow, bool]]:
    values = Unit.objects.values_list(
        "code", "name", "short_name", "level", "kind", "parent__code", "division_code", "state"
    )
    return [
        (UnitRow(code, name, short, level, kind, parent or "", division), state == State.CLOSED)
        for code, name, short, level, kind, parent, division, state in values
    ]


def _organ_rows() -> list[tuple[OrganRow, bool]]:
    guides = _collected(OrganGuidance.objects.values_list("organ_id", "guide__code"))
    codes = _collected(NumberCode.objects.filter(active_to=None).values_list("organ_id", "text"))
    values = Organ.objects.values_list(
        "code", "name", "unit__code", "kind", "superior__code", "short_name", "dual_led",
        "external", "derived", "id", "closed_on",
    )  # fmt: skip
    return [
        (
            OrganRow(
                code, name, unit or "", kind, superior or "", guides[key], codes[key],
                short, dual, external, derived,
            ),
            closed is not None,
        )
        for code, name, unit, kind, superior, short, dual, external, derived, key, closed in values
    ]  # fmt: skip


def _collected(pairs: Iterable[tuple[UUID, str]]) -> defaultdict[UUID, tuple[str, ...]]:
    found: defaultdict[UUID, tuple[str, ...]] = defaultdict(tuple)
    for key, text in sorted(pairs):
        found[key] += (text,)
    return found
