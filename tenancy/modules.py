"""The life of one module in one unit: each act is one transaction, whole or not at all.

install → active ⇄ disabled → kept (tables moved aside, data whole) → active again or purged.
The ledger row is locked first, so that two administrators, a double click or a worker that
comes back too late find the act done and change nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import sleep
from typing import Any

from django.db import OperationalError
from psycopg2 import errors, sql

from core.contracts.people import Person
from core.modules.discovery import registry
from core.modules.models import InstallState, ModuleInstall
from core.modules.registry import Module
from core.units.kinds import State
from core.units.models import Unit
from tenancy import module_tables
from tenancy.contributions import UnitFacts, module_statements
from tenancy.ddl.compile import NOTHING, compiled, newest
from tenancy.errors import (
    ModuleIsMandatory,
    ModuleNeededByOthers,
    ModuleNeedsOthers,
    ModuleNotThere,
    UnitBusy,
    UnitNotActive,
    UnknownModule,
    UnknownUnit,
)
from tenancy.ledger import city_rows, ledger_row
from tenancy.text import joined, now
from tenancy.trail import city_line, trail_line

#: How long an ALTER may wait for readers before it gives way, and how often it comes back.
#: A waiting ALTER blocks every later reader of the table.
LOCK_TIMEOUT = "2s"
ATTEMPTS = 3

ACTIVE, DISABLED, KEPT = InstallState.ACTIVE, InstallState.DISABLED, InstallState.KEPT


@dataclass(frozen=True, slots=True)
class Desk:
    """What an act works with: the locked ledger row (None = absent), unit and module."""

    cursor: Any
    unit: UnitFacts
    module: Module
    row: ModuleInstall | None
    by: Person | None

    @property
    def state(self) -> InstallState | None:
        """The module's state here; a failed first attempt counts as absent."""
        if self.row is None or self.row.state == InstallState.FAILED:
            return None
        return InstallState(self.row.state)

    @property
    def standing(self) -> ModuleInstall:
        """The ledger row of a module that stands here in some state."""
        assert self.row is not None  # noqa: S101  the act required a state
        return self.row

    @property
    def newest(self) -> str:
        """The level of the module's tables by the code of this process."""
        return newest(self.module.manifest.label)

    def lines(self, act: str, **detail: str) -> list[sql.Composable]:
        """The act in the unit's trail; in the city's too, if nobody of the unit asked for it."""
        what, module, by = f"modules.{act}", self.module.manifest.name, self.by
        lines = [trail_line(self.unit, what, module, by, **detail)]
        if by is None or by.unit is None:
            more = {"module": module, **detail}
            lines.append(city_line(what, self.unit.code, by, at=self.unit.at, **more))
        return lines

    def carry_out(self, act: str, state: InstallState, *tables: sql.Composable) -> None:
        """Tables first, rows after, all in one text."""
        manifest = self.module.manifest
        moved = act in {"disable", "enable", "uninstall"}
        version = self.row.version if self.row and moved else manifest.version
        level = self.row.level if self.row and moved else self.newest
        rows = [
            ledger_row(self.unit, manifest.name, version, level, state),
            *self.lines(act, version=version),
            *module_statements(self.unit, manifest.name, act),
        ]
        here = module_tables.look_at(self.unit.id)
        self.cursor.execute(
            joined([here, *tables, module_tables.look_at_both(self.unit.id), *rows])
        )


def install(code: str, module: str, *, by: Person | None = None) -> bool:
    """Put the module into the unit, or bring back one that was kept; False if it is active."""
    return _attempt(code, module, by, _install)


def disable(code: str, module: str, *, by: Person | None = None) -> bool:
    """Switch the module off; its data stays. Refused for mandatory and needed modules."""
    return _attempt(code, module, by, _disable)


def enable(code: str, module: str, *, by: Person | None = None) -> bool:
    """Switch a disabled module on again."""
    return _attempt(code, module, by, _enable)


def uninstall(code: str, module: str, *, by: Person | None = None, purge: bool = False) -> bool:
    """Take the module out. Its tables are kept aside; ``purge`` drops them for good."""
    return _attempt(code, module, by, _purge if purge else _keep)


def upgrade(code: str, module: str, *, by: Person | None = None) -> bool:
    """Bring the module's tables to the code's version; False if they stand there."""
    return _attempt(code, module, by, _upgrade)


def _install(desk: Desk) -> bool:
    if desk.state is ACTIVE:
        return False
    _refuse_if_needs_are_missing(desk)
    if desk.state is DISABLED:
        return _enable(desk)
    tables = []
    if desk.state is KEPT:
        tables.append(module_tables.bring_back(desk.unit.id, desk.standing.level))
    tables.append(sql.SQL(_ddl(desk)))
    desk.carry_out("install", ACTIVE, *tables)
    return True


def _disable(desk: Desk) -> bool:
    _refuse_if_bound(desk)
    if desk.state is DISABLED:
        return False
    _require(desk, ACTIVE)
    desk.carry_out("disable", DISABLED)
    return True


def _enable(desk: Desk) -> bool:
    if desk.state is ACTIVE:
        return False
    _require(desk, DISABLED)
    _refuse_if_needs_are_missing(desk)
    desk.carry_out("enable", ACTIVE)
    return True


def _keep(desk: Desk) -> bool:
    _refuse_if_bound(desk)
    if desk.state is KEPT:
        return False
    _require(desk, ACTIVE, DISABLED)
    desk.carry_out("uninstall", KEPT, module_tables.set_aside(desk.unit.id, desk.standing.level))
    return True


def _purge(desk: Desk) -> bool:
    _refuse_if_bound(desk)
    _require(desk, ACTIVE, DISABLED, KEPT)
    texts = [module_tables.look_at(desk.unit.id)]
    if desk.state is KEPT:
        texts.append(module_tables.bring_back(desk.unit.id, desk.standing.level))
    texts += [
        sql.SQL(_literal(compiled(desk.standing.level, NOTHING).text)),
        module_tables.look_at_both(desk.unit.id),
        *desk.lines("purge"),
        sql.SQL("DELETE FROM module_install WHERE id = {}").format(
            sql.Literal(str(desk.standing.id))
        ),
    ]
    desk.cursor.execute(joined(texts))
    return True


def _upgrade(desk: Desk) -> bool:
    _require(desk, ACTIVE, DISABLED)
    manifest = desk.module.manifest
    if desk.standing.level == desk.newest and desk.standing.version == manifest.version:
        return False
    desk.carry_out("upgrade", InstallState(desk.standing.state), sql.SQL(_ddl(desk)))
    return True


def _ddl(desk: Desk) -> str:
    return _literal(compiled(desk.row.level if desk.row else NOTHING, desk.newest).text)


def _literal(text: str) -> str:
    """Braces in DDL (a JSON default) are not placeholders."""
    return text.replace("{", "{{").replace("}", "}}")


# -- refusals ------------------------------------------------------------------------


def _require(desk: Desk, *states: InstallState) -> None:
    if desk.state not in states:
        state = desk.state.label if desk.state else "未安装"
        raise ModuleNotThere(unit=desk.unit.name, module=desk.module.manifest.title, state=state)


def _refuse_if_bound(desk: Desk) -> None:
    if desk.module.is_mandatory:
        raise ModuleIsMandatory(module=desk.module.manifest.title)
    active = _active_names(desk)
    others = [
        other.manifest.title
        for other in registry()
        if other.name in active
        and desk.module.name in {need.name for need in other.manifest.needs.required()}
    ]
    if others:
        raise ModuleNeededByOthers(module=desk.module.manifest.title, others="、".join(others))


def _refuse_if_needs_are_missing(desk: Desk) -> None:
    needed = {need.name for need in desk.module.manifest.needs.required()}
    missing = needed - _active_names(desk)
    if missing:
        titles = "、".join(registry()[name].manifest.title for name in sorted(missing))
        raise ModuleNeedsOthers(module=desk.module.manifest.title, others=titles)


def _active_names(desk: Desk) -> set[str]:
    rows = ModuleInstall.objects.using("ddl").filter(unit_id=desk.unit.id, state=ACTIVE)
    return set(rows.values_list("module", flat=True))


# -- the transaction -----------------------------------------------------------------


def _attempt(code: str, name: str, by: Person | None, act: Callable[[Desk], bool]) -> bool:
    """Carry out ``act``; come back when the unit's tables are busy, give up after a few times."""
    if name not in registry():
        raise UnknownModule(module=name)
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with _desk(code, registry()[name], by) as desk:
                return act(desk)
        except OperationalError as error:
            if not isinstance(error.__cause__, errors.LockNotAvailable):
                raise
            if attempt == ATTEMPTS:
                raise UnitBusy(unit=code) from error
            sleep(0.2 * attempt)
    raise AssertionError("unreachable")


@contextmanager
def _desk(code: str, module: Module, by: Person | None) -> Iterator[Desk]:
    with city_rows() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
        unit = Unit.objects.using("ddl").select_for_update(no_key=True).filter(code=code).first()
        if unit is None:
            raise UnknownUnit(unit=code)
        if unit.state != State.ACTIVE:
            raise UnitNotActive(unit=unit.name, state=State(unit.state).label)
        row = ModuleInstall.objects.using("ddl").filter(unit=unit, module=module.name).first()
        facts = UnitFacts(unit.id, unit.code, unit.name, unit.kind, now())
        yield Desk(cursor, facts, module, row, by)
