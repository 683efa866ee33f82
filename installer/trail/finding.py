"""Which unit is meant by what somebody typed: its code, or a part of its name."""

from dataclasses import dataclass

from django.db.models import Q

from core.contracts.people import Person
from core.errors import NotFound
from core.identity.areas import units_served
from core.units.kinds import State
from core.units.models import Unit
from tenancy.trails.reading import Trail

#: Enough to choose from; whoever sees more types more.
_MOST = 50


@dataclass(frozen=True, slots=True)
class Candidates:
    """The one trail that is meant, else the units that might be."""

    trail: Trail | None
    units: tuple[Unit, ...] = ()


def candidates(typed: str, by: Person) -> Candidates:
    """Nothing typed means the city's own trail; for a county's administrator, all units served."""
    typed = typed.strip()
    if not typed and by.area_id is None:
        return Candidates(Trail(None))
    made = units_served(by).exclude(state=State.PENDING)
    exact = made.filter(Q(code=typed) | Q(name=typed)).first()
    units = (
        (exact,) if exact else tuple(made.filter(name__contains=typed).order_by("position")[:_MOST])
    )
    if len(units) == 1:
        return Candidates(Trail(units[0].pk, units[0].code, units[0].name))
    return Candidates(None, units)


def served_trail(code: str, by: Person) -> Trail:
    """The trail of the unit ``code``, or the city's own; ``NotFound`` if ``by`` serves it not."""
    unit = units_served(by).exclude(state=State.PENDING).filter(code=code).first()
    if unit is not None:
        return Trail(unit.pk, unit.code, unit.name)
    if code or by.area_id is not None:
        raise NotFound
    return Trail(None)
