"""The lists of modules that the command line and the API answer with."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from core.cli.public import Answer
from core.modules.models import InstallState, ModuleInstall
from core.modules.public import Module, registry
from core.units.models import Unit
from tenancy.errors import UnknownUnit
from tenancy.terminal import grid


@dataclass(frozen=True, slots=True)
class Rows:
    """Modules as JSON rows, and the heads under which a person reads them."""

    rows: list[dict[str, Any]]
    heads: dict[str, str]

    def answer(self, *, only: str | None = None) -> Answer:
        """The rows (of one module) as a command answers them."""
        rows = [row for row in self.rows if only in {None, row["name"]}]
        cells = [[row[key] for key in self.heads] for row in rows]
        return Answer(rows, grid(tuple(self.heads.values()), cells))


def _heads(**last: str) -> dict[str, str]:
    return {
        "name": _("名称"), "title": _("模块"), "layer": _("使用范围"), "version": _("版本"),
        "state": _("状态"), **last,
    }  # fmt: skip


def listed() -> Rows:
    """The modules of this installation; ``units`` counts where each is active."""
    active = ModuleInstall.objects.filter(state=InstallState.ACTIVE)
    counts = dict(active.values_list("module").annotate(Count("pk")).order_by())
    rows = [{**_row(m, "available"), "units": counts.get(m.name, 0)} for m in registry()]
    return Rows(rows, _heads(units=_("单位数")))


def states_in(code: str) -> Rows:
    """The modules in one unit, those that could be installed included; raises ``UnknownUnit``."""
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise UnknownUnit(unit=code)
    standing = {row.module: row for row in ModuleInstall.objects.filter(unit=unit)}
    return Rows([_row_in(module, standing.get(module.name)) for module in registry()], _heads())


def _row_in(module: Module, standing: ModuleInstall | None) -> dict[str, Any]:
    if standing is None:
        return _row(module, "available")
    version = standing.version or module.manifest.version
    return {**_row(module, standing.state), "version": version}


def _row(module: Module, state: str) -> dict[str, Any]:
    manifest = module.manifest
    return {
        "name": module.name,
        "title": str(manifest.said),
        "layer": str(manifest.layer),
        "version": manifest.version,
        "state": state,
    }
