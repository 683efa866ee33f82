"""The single changes that the acts of a reform consist of, each noted in the record."""

from collections.abc import Iterable, Sequence

from core.units.histories import begin_organs, begin_units, end_organs, move_units, rename_organs
from core.units.histories import rename_units as rename_rows
from core.units.kinds import LEVEL_RANK, OnboardingState, State, UnitEventKind
from core.units.listing.rows import UnitRow
from core.units.listing.usual import own_organ
from core.units.models import NumberCode, Onboarding, Organ, OrganGuidance, Unit
from core.units.reform.acts import Part
from core.units.reform.record import Record
from core.units.selectors.organs import all_below
from core.units.selectors.units import units_under
from core.units.services import note_unit_event


def open_unit_of(code: str, record: Record) -> Unit | None:
    """The unit, if it is there and not closed; else a problem is noted."""
    found = Unit.objects.filter(code=code).exclude(state=State.CLOSED).first()
    if found is None:
        record.problem("unit_missing", code)
    return found


def open_children(unit: Unit) -> list[Unit]:
    """The units right under ``unit`` that are not closed."""
    return list(Unit.objects.filter(parent=unit).exclude(state=State.CLOSED))


def standing_organs(unit: Unit) -> list[Organ]:
    """The organs that ``unit`` hosts."""
    return list(Organ.objects.standing().filter(unit=unit).select_related("superior"))


def rename_unit(unit: Unit, name: str, short_name: str, record: Record) -> None:
    """Give the unit its new names."""
    record.effect(unit, "renamed", unit.name, name)
    rename_rows({unit: (name, short_name)}, on=record.on, reason=record.reason)


def rename(organs: dict[Organ, tuple[str, str]], record: Record) -> None:
    """Give organs their new names."""
    for organ, (name, _short) in organs.items():
        record.effect(organ, "renamed", organ.name, name)
    rename_organs(organs, on=record.on)


def keep_number_codes(organs: Iterable[Organ], record: Record) -> None:
    """Note the codes that go on unchanged, so that nobody has to ask."""
    for code in NumberCode.objects.filter(organ__in=organs, active_to=None).select_related("organ"):
        record.number_code(code.text, "kept", code.organ)


def put_under(units: Sequence[Unit], parent: Unit, record: Record) -> None:
    """Bring units under another parent, unless that would turn the tree upside down."""
    fit = []
    for unit in units:
        if units_under(unit.id).filter(id=parent.id).exists():
            record.problem("cycle", unit.name)
        elif LEVEL_RANK[unit.level] < LEVEL_RANK[parent.level]:
            record.problem("level_below", unit.name, parent.name)
        else:
            record.effect(unit, "moved", unit.parent.code if unit.parent else "", parent.code)
            fit.append(unit)
    move_units(dict.fromkeys(fit, parent.id), on=record.on, reason=record.reason)


def lead(organ: Organ, superior: Organ | None, record: Record) -> None:
    """Give an organ another superior, or none."""
    if superior is not None and (
        superior == organ or all_below(organ).filter(id=superior.id).exists()
    ):
        record.problem("cycle", organ.name)
        return
    old = organ.superior.code if organ.superior else ""
    record.effect(organ, "led", old, superior.code if superior else "")
    organ.superior = superior
    organ.save(update_fields=["superior"])


def host(organs: Sequence[Organ], unit: Unit, record: Record) -> None:
    """Let another unit host the organs; names, codes and leadership go on."""
    for organ in organs:
        record.effect(organ, "hosted", organ.unit.code if organ.unit else "", unit.code)
        organ.unit, organ.level = unit, unit.level
    Organ.objects.bulk_update(organs, ["unit", "level"])
    keep_number_codes(organs, record)


def end(organs: Sequence[Organ], heirs: Sequence[Organ], record: Record) -> None:
    """End organs; whom they led and guided passes to the heir of the same kind."""
    for organ in organs:
        heir = next((other for other in heirs if other.kind == organ.kind), None)
        _pass_on(organ, heir or (heirs[0] if len(heirs) == 1 else None), organs, record)
        record.effect(organ, "ended", organ.name)
    codes = NumberCode.objects.filter(organ__in=organs, active_to=None).select_related("organ")
    for code in codes:
        record.number_code(code.text, "ended", code.organ)
    codes.update(active_to=record.on.year)
    end_organs(organs, on=record.on)


def _pass_on(organ: Organ, heir: Organ | None, ending: Sequence[Organ], record: Record) -> None:
    led = Organ.objects.standing().filter(superior=organ).exclude(id__in=[o.id for o in ending])
    if led and heir is None:
        record.problem("subordinates_left", organ.name, len(led))
        return
    for subordinate in led:
        lead(subordinate, organ.superior if subordinate == heir else heir, record)
    guidance = OrganGuidance.objects.filter(guide=organ, organ__closed_on=None)
    for row in guidance.select_related("organ"):
        record.effect(row.organ, "guided", organ.code, heir.code if heir else "")
        taken = heir is None or heir.id == row.organ_id
        if not taken:
            OrganGuidance.objects.get_or_create(organ_id=row.organ_id, guide=heir)
        row.delete()


def close(unit: Unit, record: Record) -> None:
    """Close the unit; its schema is shut by whoever gets the outcome."""
    record.effect(unit, "closed", unit.name)
    unit.state = State.CLOSED
    unit.save(update_fields=["state"])
    note_unit_event(
        unit_id=unit.id, kind=UnitEventKind.CLOSED, by=record.by, at=record.at, reason=record.reason
    )
    record.closed.append(unit.ref())


def make_part(part: Part, old: Unit, record: Record) -> Unit:
    """A new unit beside ``old``, pending, with its history begun."""
    unit = Unit.objects.create(
        code=part.code,
        name=part.name,
        short_name=part.short_name,
        level=old.level,
        kind=old.kind,
        parent=old.parent,
        division_code=old.division_code,
        position=old.position,
        created_at=record.at,
    )
    begin_units([unit], reason=record.reason)
    Onboarding.objects.create(
        unit=unit,
        state=OnboardingState.APPLIED,
        applied_on=record.on,
        applied_by=record.by.name,
    )
    note_unit_event(
        unit_id=unit.id, kind=UnitEventKind.LISTED, by=record.by, at=record.at, reason=record.reason
    )
    record.effect(unit, "created", new=unit.name)
    record.made.append(unit.ref())
    return unit


def make_own_organ(unit: Unit, superior: Organ | None, record: Record) -> None:
    """The organ that a new unit is itself, led as its origin was."""
    row = own_organ(
        UnitRow(unit.code, unit.name, unit.short_name, unit.level, unit.kind), unit.code
    )
    organ = Organ.objects.create(
        code=row.code,
        name=row.name,
        short_name=row.short_name,
        kind=row.kind,
        level=unit.level,
        unit=unit,
        superior=superior,
        derived=True,
        position=unit.position,
    )
    begin_organs([organ])
    record.effect(organ, "created", new=organ.name)
