"""A reform from the plan to the schemas: what ``core.units.reform`` decides is made and shut here.

The act on the shared tables is one transaction. Then the new units are made and the closed
ones are exported and shut, one by one; whatever stops that half-way, the same call goes on.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import UUID

from core.context import open_city
from core.contracts.people import Person
from core.errors import NotFound
from core.units.kinds import ReformState
from core.units.models import Reform, Unit
from core.units.reform import Rehearsal, carry_out_reform, plan_reform, rehearse_reform
from tenancy import fleet
from tenancy.errors import UnknownUnit
from tenancy.importing import Missing, missing_units
from tenancy.many import Outcome, attempt
from tenancy.reform_file import ReformPlan
from tenancy.workers import provision_all


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """What has come of a reform: exports of the closed units, and what is still to be done."""

    exports: dict[str, Path]
    missing: tuple[Missing, ...]
    unsealed: Outcome

    @property
    def ok(self) -> bool:
        """Whether nothing is left to do."""
        return not self.missing and not self.unsealed.failed


def plan(file: ReformPlan, *, by: Person, at: datetime) -> tuple[Reform, Rehearsal]:
    """Put the reform down and rehearse it at once. Raises ``UnknownUnit``."""
    codes = {act.unit for act in file.acts}
    with open_city():
        known = set(Unit.objects.filter(code__in=codes).values_list("code", flat=True))
    for code in sorted(codes - known):
        raise UnknownUnit(unit=code)
    reform = plan_reform(
        title=file.title,
        basis=file.basis,
        acts=file.acts,
        effective_on=file.effective_on,
        by=by,
        at=at,
    )
    return reform, rehearse_reform(reform_id=reform.id, by=by, at=at)


def carry_out(reform_id: UUID, *, by: Person, at: datetime, workers: int = 1) -> CarriedOut:
    """Carry the reform out, make its new units, export and shut those it closes.

    Called again for a reform that is done, it does what was left. Raises what
    ``carry_out_reform`` raises; after that nothing has changed.
    """
    if reform_of(reform_id).state != ReformState.DONE:
        carry_out_reform(reform_id=reform_id, by=by, at=at)
    reform = reform_of(reform_id)
    provision_all(workers=workers)
    exports, outcome = _seal(reform, by)
    return CarriedOut(exports, tuple(missing_units(_codes(reform, "created"))), outcome)


def reform_of(reform_id: UUID) -> Reform:
    """The reform; raises ``NotFound``."""
    with open_city():
        found = Reform.objects.filter(id=reform_id).first()
    if found is None:
        raise NotFound
    return found


def _seal(reform: Reform, by: Person) -> tuple[dict[str, Path], Outcome]:
    exports: dict[str, Path] = {}
    outcome = Outcome()

    def seal_one(code: str) -> bool:
        path = fleet.seal(code, reason=reform.title, by=by)
        if path is not None:
            exports[code] = path
        return path is not None

    for code in _codes(reform, "closed"):
        attempt(outcome, code, partial(seal_one, code))
    return exports, outcome


def _codes(reform: Reform, act: str) -> list[str]:
    """The units to which the reform did ``act``."""
    effects = (reform.outcome or {}).get("effects", [])
    return [e["code"] for e in effects if e["what"] == "unit" and e["act"] == act]
