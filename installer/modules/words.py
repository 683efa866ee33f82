"""How a unit's administrator reads modules: states, acts, fees."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.context import current_unit
from core.errors import NotFound
from core.modules.models import KERNEL, InstallState, ModuleInstall
from core.modules.public import Module, registry
from core.modules.vocabulary import Layer
from core.ui.components.buttons import ButtonKind
from core.ui.dates import amount
from core.units.models import Unit
from installer.plans import Act, fee_of


@dataclass(frozen=True, slots=True)
class ActWords:
    """An act in the administrator's words, and how loud its button is."""

    title: str | Promise
    done: str | Promise
    kind: ButtonKind = "secondary"


WORDS: dict[Act, ActWords] = {
    Act.INSTALL: ActWords(gettext_lazy("安装"), gettext_lazy("已安装并启用。"), "primary"),
    Act.ENABLE: ActWords(gettext_lazy("启用"), gettext_lazy("已启用。"), "primary"),
    Act.DISABLE: ActWords(gettext_lazy("停用"), gettext_lazy("已停用，数据保持不变。")),
    Act.UNINSTALL: ActWords(gettext_lazy("卸载"), gettext_lazy("已卸载，数据已保留。"), "danger"),
    Act.PURGE: ActWords(gettext_lazy("删除数据"), gettext_lazy("数据已删除。"), "danger"),
    Act.UPGRADE: ActWords(gettext_lazy("升级"), gettext_lazy("已升级。"), "primary"),
}

LAYERS: dict[Layer, str | Promise] = {
    Layer.MANDATORY: gettext_lazy("市级通用"),
    Layer.OPTIONAL: gettext_lazy("单位选用"),
}


def module_named(name: str) -> Module:
    """The module of this process; raises ``NotFound``."""
    if name not in registry():
        raise NotFound
    return registry()[name]


def rows_here() -> dict[str, ModuleInstall]:
    """The ledger's rows of the open unit, by module."""
    unit = current_unit()
    rows = ModuleInstall.objects.filter(unit_id=unit.id).exclude(module=KERNEL)
    return {row.module: row for row in rows}


def state_of(row: ModuleInstall | None) -> InstallState | None:
    """The state of a module; None where it is not."""
    return InstallState(row.state) if row else None


def fee_class_here() -> str:
    """The fee class of the open unit."""
    return Unit.objects.get(pk=current_unit().id).fee_class


def fee_words(module: Module, fee_class: str) -> str:
    """What the module costs this unit."""
    if module.manifest.price is None:
        return _("含在安装实施费用内")
    return amount(fee_of(module, fee_class))
