"""One act on a module in many units: each its own transaction; one that fails stops no other."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import DatabaseError

from core.context import open_city
from core.contracts.people import Person
from core.errors import DomainError
from core.modules.models import KERNEL, InstallState, ModuleInstall
from core.units.kinds import State
from core.units.models import Unit
from tenancy import modules
from tenancy.errors import UnknownUnit
from tenancy.ledger import note_failure

log = logging.getLogger(__name__)

#: What may be done with a module, by the word of the command line.
ACTS: dict[str, Callable[..., bool]] = {
    "install": modules.install,
    "disable": modules.disable,
    "enable": modules.enable,
    "uninstall": modules.uninstall,
    "purge": partial(modules.uninstall, purge=True),
    "upgrade": modules.upgrade,
}


@dataclass(frozen=True, slots=True)
class Failed:
    """A unit in which an act was refused or broke, with the reason."""

    unit: str
    code: str
    message: str

    def as_json(self) -> dict[str, str]:
        """As commands and the API show it."""
        return {"unit": self.unit, "code": self.code, "message": self.message}


@dataclass(slots=True)
class Outcome:
    """How an act went: ``done`` changed something, ``skipped`` found it done."""

    done: int = 0
    skipped: int = 0
    failed: list[Failed] = field(default_factory=list)

    def note(self, *, changed: bool) -> None:
        """Count one unit in which nothing went wrong."""
        self.done += changed
        self.skipped += not changed

    def as_json(self) -> dict[str, Any]:
        """The shape that scripts rely on."""
        return {
            "done": self.done,
            "skipped": self.skipped,
            "failed": [each.as_json() for each in self.failed],
        }


def attempt(outcome: Outcome, code: str, act: Callable[[], Any]) -> None:
    """Carry out ``act`` in the unit ``code`` and note how it went."""
    try:
        outcome.note(changed=bool(act()))
    except DomainError as refused:
        outcome.failed.append(Failed(code, refused.code, str(refused)))


def act_on_units(
    act: str,
    module: str,
    codes: Iterable[str],
    *,
    by: Person | None = None,
    progress: Callable[[], None] = lambda: None,
) -> Outcome:
    """Carry out ``act`` in each unit; ``progress`` hears of each one as it is done."""
    outcome = Outcome()
    for code in codes:
        attempt(outcome, code, partial(_one, act, module, code, by))
        progress()
    return outcome


class ActBroke(DomainError):
    """The database refused the act; the cause stands in the ledger."""

    code = "act_broke"
    status = 503
    message = "%(why)s"


def _one(act: str, module: str, code: str, by: Person | None) -> bool:
    try:
        return ACTS[act](code, module, by=by)
    except DatabaseError as broken:
        log.exception("%s of %s in %s", act, module, code)
        _keep_cause(code, module, str(broken))
        raise ActBroke(why=str(broken).strip()) from broken


def _keep_cause(code: str, module: str, cause: str) -> None:
    with open_city():
        unit = Unit.objects.filter(code=code).first()
    if unit is not None:
        note_failure(unit.id, module, cause)


def codes_for(*, act: str, module: str, kind: str = "", unit: str = "") -> list[str]:
    """The units that an act is meant for: one, those of a kind, or all that can be meant.

    Without a unit of its own, ``upgrade`` means where the module stands, ``install`` every
    active unit. Raises ``UnknownUnit``.
    """
    with open_city():
        units = Unit.objects.order_by("position", "code")
        if unit:
            if not units.filter(code=unit).exists():
                raise UnknownUnit(unit=unit)
            return [unit]
        units = units.filter(state=State.ACTIVE)
        if kind:
            units = units.filter(kind=kind)
        if act != "install":
            units = units.filter(modules__module=module)
        return list(units.values_list("code", flat=True))


def retry(code: str, module: str) -> Outcome:
    """Try again what failed: an installation, or the upgrade of a module that stands."""
    with open_city():
        row = ModuleInstall.objects.filter(unit__code=code, module=module).first()
    if row is None or module == KERNEL:
        return Outcome()
    act = "install" if row.state == InstallState.FAILED else "upgrade"
    return act_on_units(act, module, [code])
