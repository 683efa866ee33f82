"""A plan as the administrator reads it: what happens in which order, and what stays."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from core.modules.slots import SLOTS
from core.ui.components.base import Component
from core.ui.components.notices import Notice
from core.ui.components.panels import Panel
from core.ui.components.progress import CheckLine, Checklist
from installer.modules.parts import permissions_table
from installer.modules.words import fee_class_here, fee_words
from installer.plans import Act, Plan


def parts_of(plan: Plan) -> tuple[Component, ...]:
    """The plan's steps, and for an installation the permissions that come with it."""
    parts: list[Component] = []
    if plan.in_the_way:
        names = "、".join(str(other.manifest.said) for other in plan.in_the_way)
        text = _("本单位的%(others)s依赖这个模块，请先停用或卸载它们。") % {"others": names}
        parts.append(Notice(text, "warn"))
    lines = tuple(CheckLine(text, note=note) for text, note in _STEPS[plan.act](plan))
    parts.append(Panel(_("将会这样办理"), (Checklist(lines),)))
    if plan.act is Act.INSTALL and plan.module.manifest.permissions:
        parts.append(Panel(_("带来的权限"), (permissions_table(plan.module),)))
    return tuple(parts)


Steps = Iterator[tuple[str, str]]


def _install(plan: Plan) -> Steps:
    for needed in plan.first:
        yield _("先安装它依赖的“%(module)s”") % {"module": needed.manifest.said}, ""
    yield _("在本单位建立 %(n)s 张数据表") % {"n": len(plan.tables)}, _shown(plan.tables)
    yield _("左侧菜单出现它的入口，有权限的人可见"), ""
    for slot in plan.module.manifest.slots:
        yield _("在%(place)s上出现它的内容") % {"place": SLOTS[slot].title}, ""
    yield _("费用：%(fee)s") % {"fee": fee_words(plan.module, fee_class_here())}, ""
    yield _("中途出错则全部撤回，本单位不会只装一半"), ""


def _shown(tables: tuple[str, ...]) -> str:
    return "、".join(tables[:6]) + ("…" if len(tables) > 6 else "")


def _disable(_plan: Plan) -> Steps:
    yield _("菜单、页面和后台任务立即停止，网址返回“没有找到”"), ""
    yield _("数据原样保留，随时可以再启用"), ""


def _enable(plan: Plan) -> Steps:
    for needed in plan.first:
        yield _("先启用它依赖的“%(module)s”") % {"module": needed.manifest.said}, ""
    yield _("菜单、页面和后台任务恢复，数据与停用时一样"), ""


def _uninstall(plan: Plan) -> Steps:
    yield _("菜单、页面和后台任务立即停止"), ""
    yield _("它的 %(n)s 张数据表移到单独保存处，一行不少") % {"n": len(plan.tables)}, ""
    yield _("以后重新安装，数据会恢复"), ""


def _purge(plan: Plan) -> Steps:
    yield (
        _("永久删除它的 %(n)s 张数据表及全部内容，不能恢复") % {"n": len(plan.tables)},
        _shown(plan.tables),
    )


def _upgrade(plan: Plan) -> Steps:
    yield _("把本单位的数据表升级到 %(version)s") % {"version": plan.module.manifest.version}, ""
    yield _("中途出错则全部撤回，原来的版本继续可用"), ""


_STEPS = {
    Act.INSTALL: _install,
    Act.DISABLE: _disable,
    Act.ENABLE: _enable,
    Act.UNINSTALL: _uninstall,
    Act.PURGE: _purge,
    Act.UPGRADE: _upgrade,
}
