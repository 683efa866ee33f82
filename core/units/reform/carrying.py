"""Carries out the acts of a reform, one after the other, in the caller's transaction."""

from collections.abc import Callable, Iterable
from typing import Any

from core.units.kinds import ReformAct
from core.units.listing.codes import MAX_NAME, MAX_SHORT_NAME, code_errors
from core.units.models import Organ, Unit
from core.units.reform import moves
from core.units.reform.acts import Abolish, Act, Merge, Move, Part, Rename, Split, act_name
from core.units.reform.record import Record
from core.units.selectors.units import units_under


def carry(acts: Iterable[Act], record: Record) -> None:
    """Do all acts and note effects and problems; an act with a problem is left undone in part.

    Whoever calls it rolls back if there are problems.
    """
    for step, act in enumerate(acts, start=1):
        record.step = step
        _HANDLERS[act_name(act)](act, record)


def _rename(act: Rename, record: Record) -> None:
    unit = moves.open_unit_of(act.unit, record)
    if unit is None or not _names_usable(act.name, act.short_name, record):
        return
    organs = {organ.code: organ for organ in moves.standing_organs(unit)}
    names = {
        organ: (act.name, act.short_name) for organ in organs.values() if organ.name == unit.name
    }
    for code, (name, short_name) in act.organs.items():
        if code not in organs:
            record.problem("organ_elsewhere", code, unit.name)
        elif _names_usable(name, short_name, record):
            names[organs[code]] = (name, short_name)
    moves.rename_unit(unit, act.name, act.short_name, record)
    moves.rename(names, record)
    moves.keep_number_codes(names, record)


def _names_usable(name: str, short_name: str, record: Record) -> bool:
    for text, limit in ((name, MAX_NAME), (short_name, MAX_SHORT_NAME)):
        if not text.strip() or len(text) > limit:
            record.problem("name_unusable", text)
            return False
    return True


def _move(act: Move, record: Record) -> None:
    unit, parent = moves.open_unit_of(act.unit, record), moves.open_unit_of(act.to, record)
    if unit is None or parent is None:
        return
    moves.put_under([unit], parent, record)
    organs = {organ.code: organ for organ in moves.standing_organs(unit)}
    for code, above in act.superiors.items():
        superior = Organ.objects.standing().filter(code=above).first()
        if code not in organs:
            record.problem("organ_elsewhere", code, unit.name)
        elif above and superior is None:
            record.problem("organ_missing", above)
        else:
            moves.lead(organs[code], superior, record)


def _merge(act: Merge, record: Record) -> None:
    unit, into = moves.open_unit_of(act.unit, record), moves.open_unit_of(act.into, record)
    if unit is None or into is None:
        return
    if units_under(unit.id).filter(id=into.id).exists():
        record.problem("same_unit", unit.name)
        return
    moves.put_under(moves.open_children(unit), into, record)
    organs = moves.standing_organs(unit)
    if act.keep_organs:
        moves.host(organs, into, record)
    else:
        moves.end(organs, moves.standing_organs(into), record)
    moves.close(unit, record)


def _split(act: Split, record: Record) -> None:
    unit = moves.open_unit_of(act.unit, record)
    if unit is None:
        return
    superior = next((organ.superior for organ in moves.standing_organs(unit)), None)
    for part in act.parts:
        if _part_usable(part, record):
            _split_off(part, unit, superior, record)
    if act.ends:
        _require_nothing_left(unit, record)
        moves.close(unit, record)


def _part_usable(part: Part, record: Record) -> bool:
    taken = Unit.objects.filter(code=part.code).exists()
    # Without organs of its own the part becomes one, under the same code.
    taken |= not part.organs and Organ.objects.filter(code=part.code).exists()
    if taken or any(code_errors(0, "code", part.code)):
        record.problem("code_unusable", part.code)
        return False
    return _names_usable(part.name, part.short_name, record)


def _split_off(part: Part, unit: Unit, superior: Organ | None, record: Record) -> None:
    new = moves.make_part(part, unit, record)
    organs = {organ.code: organ for organ in moves.standing_organs(unit)}
    children = {child.code: child for child in moves.open_children(unit)}
    for code in [code for code in part.organs if code not in organs]:
        record.problem("organ_elsewhere", code, unit.name)
    for code in [code for code in part.children if code not in children]:
        record.problem("child_elsewhere", code, unit.name)
    moves.host([organs[code] for code in part.organs if code in organs], new, record)
    moves.put_under([children[code] for code in part.children if code in children], new, record)
    if not part.organs:
        moves.make_own_organ(new, superior, record)


def _require_nothing_left(unit: Unit, record: Record) -> None:
    if children := moves.open_children(unit):
        record.problem("children_left", unit.name, len(children))
    if organs := moves.standing_organs(unit):
        record.problem("organs_left", unit.name, len(organs))


def _abolish(act: Abolish, record: Record) -> None:
    unit = moves.open_unit_of(act.unit, record)
    heir = moves.open_unit_of(act.children_to, record) if act.children_to else None
    if unit is None or (act.children_to and heir is None):
        return
    children = moves.open_children(unit)
    if heir is not None:
        moves.put_under(children, heir, record)
    elif children:
        record.problem("children_left", unit.name, len(children))
    moves.end(moves.standing_organs(unit), moves.standing_organs(heir) if heir else [], record)
    moves.close(unit, record)


_HANDLERS: dict[str, Callable[[Any, Record], None]] = {
    ReformAct.RENAME: _rename,
    ReformAct.MOVE: _move,
    ReformAct.MERGE: _merge,
    ReformAct.SPLIT: _split,
    ReformAct.ABOLISH: _abolish,
}
