"""The organs of a plan, with their names, guidance and number codes."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Max

from core.units.histories import begin_organs, end_organs, rename_organs
from core.units.kinds import UNREGISTERED_KINDS, OrganLevel
from core.units.listing.plan import Plan
from core.units.listing.rows import OrganRow
from core.units.models import NumberCode, Organ, OrganGuidance, Unit

_Hosts = dict[str, tuple[UUID, str]]


def create_organs(rows: Sequence[OrganRow]) -> None:
    """New organs with everything that belongs to them."""
    hosts = _hosts(rows)
    first = (Organ.objects.aggregate(last=Max("position"))["last"] or 0) + 1
    organs = {row.code: _new_organ(row, place, hosts) for place, row in enumerate(rows, first)}
    ids = _ids(rows) | {code: organ.id for code, organ in organs.items()}
    for row in rows:
        organs[row.code].superior_id = ids.get(row.superior_code)
    begin_organs(Organ.objects.bulk_create(organs.values()))
    _guide(rows, ids)
    _give_number_codes(rows, ids)


def _new_organ(row: OrganRow, place: int, hosts: _Hosts) -> Organ:
    unit_id, level = hosts.get(row.unit_code, (None, OrganLevel.OUTSIDE))
    return Organ(
        code=row.code,
        name=row.name,
        short_name=row.short_name,
        kind=row.kind,
        level=level,
        unit_id=unit_id,
        dual_led=bool(row.dual_led),
        registered=row.kind not in UNREGISTERED_KINDS,
        external=row.external,
        derived=row.derived,
        position=place,
    )


def _hosts(rows: Iterable[OrganRow]) -> _Hosts:
    units = Unit.objects.filter(code__in={row.unit_code for row in rows})
    return {code: (key, level) for code, key, level in units.values_list("code", "id", "level")}


def _ids(rows: Iterable[OrganRow]) -> dict[str, UUID]:
    codes = {code for row in rows for code in (row.code, row.superior_code, *row.guide_codes)}
    return dict(Organ.objects.filter(code__in=codes).values_list("code", "id"))


def change_organs(plan: Plan[OrganRow], *, on: date) -> None:
    """Bring organs to what the list says of them; names keep their history."""
    rows = {row.code: row for row in plan.changed}
    if not rows:
        return
    organs = list(Organ.objects.filter(code__in=rows).select_for_update(of=("self",)))
    names = {organ: (rows[organ.code].name, rows[organ.code].short_name) for organ in organs}
    rename_organs(
        {organ: to for organ, to in names.items() if to != (organ.name, organ.short_name)}, on=on
    )
    ids = _ids(plan.changed)
    _change_plain_columns(organs, rows, ids)
    OrganGuidance.objects.filter(organ__in=organs).delete()
    _guide(plan.changed, ids)
    _give_number_codes(plan.changed, ids)
    _end_number_codes(organs, rows, on)


def _change_plain_columns(
    organs: list[Organ], rows: dict[str, OrganRow], ids: dict[str, UUID]
) -> None:
    hosts = _hosts(rows.values())
    for organ in organs:
        row = rows[organ.code]
        organ.kind, organ.derived, organ.dual_led = row.kind, row.derived, bool(row.dual_led)
        organ.superior_id = ids.get(row.superior_code)
        organ.unit_id, organ.level = hosts.get(row.unit_code, (None, OrganLevel.OUTSIDE))
        organ.external = organ.unit_id is None
    Organ.objects.bulk_update(
        organs, ["kind", "derived", "dual_led", "superior", "unit", "level", "external"]
    )


def _guide(rows: Iterable[OrganRow], ids: dict[str, UUID]) -> None:
    OrganGuidance.objects.bulk_create(
        OrganGuidance(organ_id=ids[row.code], guide_id=ids[guide])
        for row in rows
        for guide in row.guide_codes
    )


def _give_number_codes(rows: Iterable[OrganRow], ids: dict[str, UUID]) -> None:
    owners = {text: ids[row.code] for row in rows for text in row.number_codes}
    there = list(NumberCode.objects.filter(text__in=owners).select_for_update())
    for code in there:
        code.organ_id, code.active_to = owners[code.text], None
    NumberCode.objects.bulk_update(there, ["organ", "active_to"])
    new = owners.keys() - {code.text for code in there}
    NumberCode.objects.bulk_create(
        NumberCode(text=text, organ_id=owners[text]) for text in owners if text in new
    )


def _end_number_codes(organs: list[Organ], rows: dict[str, OrganRow], on: date) -> None:
    """Codes that the list no longer gives to an organ are good until the end of the year."""
    given = {text for row in rows.values() for text in row.number_codes}
    dropped = NumberCode.objects.filter(organ__in=organs, active_to=None).exclude(text__in=given)
    dropped.update(active_to=on.year)


def retire_organs(codes: Sequence[str], *, on: date) -> None:
    """Close organs that had been derived from a unit and give way to listed ones."""
    if codes:
        end_organs(list(Organ.objects.filter(code__in=codes)), on=on)
