"""The units of a plan: new ones pending, changed ones with the old on record."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F, Max, OuterRef, Subquery
from django.utils import timezone

from core.contracts.people import Person
from core.units.histories import begin_units, move_units, rename_units
from core.units.kinds import OnboardingState, UnitEventKind
from core.units.listing.plan import Plan
from core.units.listing.rows import UnitRow
from core.units.models import Onboarding, Organ, Unit, UnitEvent


def create_units(rows: Sequence[UnitRow], *, by: Person, at: datetime, reason: str) -> list[Unit]:
    """New units, pending, with their first names and parents, their application and an event."""
    units = {row.code: _new_unit(row, at) for row in rows}
    ids = _ids({row.parent_code for row in rows}) | {code: unit.id for code, unit in units.items()}
    first = (Unit.objects.aggregate(last=Max("position"))["last"] or 0) + 1
    for place, row in enumerate(rows, first):
        unit = units[row.code]
        unit.parent_id, unit.position = ids.get(row.parent_code), place
    made = Unit.objects.bulk_create(units.values())
    begin_units(made, reason=reason)
    day = timezone.localdate(at)
    Onboarding.objects.bulk_create(
        Onboarding(unit=unit, state=OnboardingState.APPLIED, applied_on=day, applied_by=by.name)
        for unit in made
    )
    _note(made, UnitEventKind.LISTED, by=by, at=at, reason=reason)
    return made


def _new_unit(row: UnitRow, at: datetime) -> Unit:
    return Unit(
        code=row.code,
        name=row.name,
        short_name=row.short_name,
        level=row.level,
        kind=row.kind,
        division_code=row.division_code,
        created_at=at,
    )


def _ids(codes: Iterable[str]) -> dict[str, UUID]:
    return dict(Unit.objects.filter(code__in=codes).values_list("code", "id"))


def change_units(plan: Plan[UnitRow], *, by: Person, at: datetime, reason: str) -> None:
    """Bring units to what the list says of them; names and parents keep their history."""
    rows = {row.code: row for row in plan.changed}
    if not rows:
        return
    units = list(Unit.objects.filter(code__in=rows).select_for_update(of=("self",)))
    parents = _ids({row.parent_code for row in plan.changed})
    day = timezone.localdate(at)
    names = {unit: (rows[unit.code].name, rows[unit.code].short_name) for unit in units}
    above = {unit: parents.get(rows[unit.code].parent_code) for unit in units}
    rename_units(
        {unit: to for unit, to in names.items() if to != (unit.name, unit.short_name)},
        on=day,
        reason=reason,
    )
    move_units(
        {unit: to for unit, to in above.items() if to != unit.parent_id}, on=day, reason=reason
    )
    _change_plain_columns(units, rows)
    _note(units, UnitEventKind.CHANGED, by=by, at=at, reason=reason)


def _change_plain_columns(units: list[Unit], rows: dict[str, UnitRow]) -> None:
    for unit in units:
        row = rows[unit.code]
        unit.level, unit.kind, unit.division_code = row.level, row.kind, row.division_code
    Unit.objects.bulk_update(units, ["level", "kind", "division_code"])
    # An organ stands at its unit's level.
    level = Unit.objects.filter(id=OuterRef("unit")).values("level")
    moved = Organ.objects.filter(unit__in=units).exclude(level=F("unit__level"))
    moved.update(level=Subquery(level))


def _note(
    units: Iterable[Unit], kind: UnitEventKind, *, by: Person, at: datetime, reason: str
) -> None:
    UnitEvent.objects.bulk_create(
        UnitEvent(unit=unit, kind=kind, reason=reason, by_id=by.account_id, by_name=by.name, at=at)
        for unit in units
    )
