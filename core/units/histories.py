"""Names and parents change here and nowhere else: the old stays on record with its days.

All functions work on sets of rows with a fixed number of statements, inside the caller's
transaction. Days are those from which the new holds.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q

from core.units.kinds import NameForm
from core.units.models import Organ, OrganName, Unit, UnitName, UnitParent
from core.units.naming import search_key

#: A name and a short name.
Names = tuple[str, str]


def begin_units(units: Sequence[Unit], *, reason: str) -> None:
    """Put the first names and parents of new units on record, as having held always."""
    UnitName.objects.bulk_create(
        UnitName(unit=unit, name=unit.name, short_name=unit.short_name, reason=reason)
        for unit in units
    )
    UnitParent.objects.bulk_create(
        UnitParent(unit=unit, parent_id=unit.parent_id, reason=reason) for unit in units
    )


def rename_units(changes: Mapping[Unit, Names], *, on: date, reason: str) -> None:
    """Give units new names from ``on``."""
    standing = UnitName.objects.standing().filter(unit__in=changes)
    _keep_unit_names(changes, {row.unit_id for row in standing}, on)
    standing.update(valid_to=on)
    for unit, (name, short_name) in changes.items():
        unit.name, unit.short_name = name, short_name
        unit.search_key = search_key(unit.code, short_name, name)
    Unit.objects.bulk_update(changes, ["name", "short_name", "search_key"])
    UnitName.objects.bulk_create(
        UnitName(unit=unit, name=name, short_name=short, valid_from=on, reason=reason)
        for unit, (name, short) in changes.items()
    )


def _keep_unit_names(units: Iterable[Unit], recorded: set[UUID], on: date) -> None:
    """Units made without a record (tests, hand work) keep the name they had, too."""
    UnitName.objects.bulk_create(
        UnitName(unit=unit, name=unit.name, short_name=unit.short_name, valid_to=on)
        for unit in units
        if unit.id not in recorded
    )


def move_units(changes: Mapping[Unit, UUID | None], *, on: date, reason: str) -> None:
    """Put units under new parents from ``on``."""
    standing = UnitParent.objects.standing().filter(unit__in=changes)
    recorded = {row.unit_id for row in standing}
    UnitParent.objects.bulk_create(
        UnitParent(unit=unit, parent_id=unit.parent_id, valid_to=on)
        for unit in changes
        if unit.id not in recorded
    )
    standing.update(valid_to=on)
    for unit, parent_id in changes.items():
        unit.parent_id = parent_id
    Unit.objects.bulk_update(changes, ["parent"])
    UnitParent.objects.bulk_create(
        UnitParent(unit=unit, parent_id=parent_id, valid_from=on, reason=reason)
        for unit, parent_id in changes.items()
    )


def begin_organs(organs: Sequence[Organ]) -> None:
    """Put the first names of new organs on record, as having held always."""
    OrganName.objects.bulk_create(row for organ in organs for row in _names(organ))


def rename_organs(changes: Mapping[Organ, Names], *, on: date) -> None:
    """Give organs new full and short names from ``on``; their other names stay."""
    ended = _ended_names(changes)
    recorded = {(row.organ_id, row.form) for row in OrganName.objects.filter(ended)}
    OrganName.objects.bulk_create(
        row
        for organ in changes
        for row in _names(organ, valid_to=on)
        if (organ.id, row.form) not in recorded
    )
    OrganName.objects.filter(ended).update(valid_to=on)
    for organ, (name, short_name) in changes.items():
        organ.name, organ.short_name = name, short_name
        organ.search_key = search_key(organ.code, short_name, name)
    Organ.objects.bulk_update(changes, ["name", "short_name", "search_key"])
    OrganName.objects.bulk_create(row for organ in changes for row in _names(organ, valid_from=on))


def _ended_names(organs: Iterable[Organ]) -> Q:
    """The standing names that a renaming ends: the full one and the short one in use."""
    full = Q(form=NameForm.FULL, organ__in=organs)
    shorts = [Q(organ=organ, form=NameForm.SHORT, text=organ.short_name) for organ in organs]
    found = full
    for short in shorts:
        found |= short
    return found & Q(valid_to=None)


def _names(
    organ: Organ, *, valid_from: date | None = None, valid_to: date | None = None
) -> list[OrganName]:
    forms = {NameForm.FULL: organ.name, NameForm.SHORT: organ.short_name}
    return [
        OrganName(organ=organ, form=form, text=text, valid_from=valid_from, valid_to=valid_to)
        for form, text in forms.items()
        if form == NameForm.FULL or text != organ.name
    ]


def end_organs(organs: Iterable[Organ], *, on: date) -> None:
    """Close organs: no new documents, names on record until ``on``; their codes end that year."""
    for organ in organs:
        organ.closed_on = on
    Organ.objects.bulk_update(organs, ["closed_on"])
    OrganName.objects.standing().filter(organ__in=organs).update(valid_to=on)
