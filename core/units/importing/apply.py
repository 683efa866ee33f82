"""One transaction from a plan to rows: units (pending), organs, names, parents, number codes."""

from datetime import datetime

from django.utils import timezone

from core.context import UnitRef, open_city
from core.contracts.people import Person
from core.units.errors import PlanOutdated
from core.units.importing.organs import change_organs, create_organs, retire_organs
from core.units.importing.units import change_units, create_units
from core.units.listing.plan import ImportPlan
from core.units.locks import lock_directory
from core.units.selectors.known import known_lists


def apply_plan(plan: ImportPlan, *, by: Person, at: datetime, reason: str = "") -> list[UnitRef]:
    """Write what ``plan`` says and return the new units, which are pending.

    All or nothing, in one transaction. Raises ``PlanOutdated`` if units or organs have
    changed since the plan was made, so that nobody gets what was not shown. A fixed number
    of statements, whatever the length of the list.
    """
    day = timezone.localdate(at)
    with open_city():
        lock_directory()
        if known_lists().fingerprint != plan.basis:
            raise PlanOutdated
        made = create_units(plan.units.created, by=by, at=at, reason=reason)
        change_units(plan.units, by=by, at=at, reason=reason)
        create_organs(plan.organs.created)
        change_organs(plan.organs, on=day)
        retire_organs(plan.organs.retired, on=day)
    return [unit.ref() for unit in made]
