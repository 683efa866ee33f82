"""Parts of the pages about one module."""

from django.utils.translation import gettext as _

from core.modules.models import ModuleInstall
from core.modules.public import Module, registry
from core.modules.slots import SLOTS
from core.modules.vocabulary import CATEGORIES
from core.people.roles import BUILT_IN
from core.ui.components.facts import DefinitionList, Fact
from core.ui.components.notices import EmptyState
from core.ui.components.tables import Column, Table
from core.ui.dates import moment
from installer.modules.words import fee_class_here, fee_words


def facts_of(module: Module, row: ModuleInstall | None) -> DefinitionList:
    """Version, origin, needs, places and fee of a module."""
    manifest = module.manifest
    needs = [registry()[need.name].manifest.said for need in manifest.needs.required()]
    places = [str(SLOTS[slot].title) for slot in manifest.slots]
    return DefinitionList(
        (
            Fact(_("分类"), CATEGORIES[manifest.category]),
            Fact(_("本单位版本"), row.version if row else ""),
            Fact(_("平台版本"), manifest.version),
            Fact(_("来源"), module.origin),
            Fact(_("依赖的模块"), "、".join(map(str, needs)) or _("无")),
            Fact(_("出现的位置"), "、".join([_("左侧菜单"), *places])),
            Fact(_("本单位费用"), fee_words(module, fee_class_here())),
            Fact(_("最近变动"), moment(row.changed_at) if row else ""),
        )
    )


def permissions_table(module: Module) -> Table:
    """The permissions that come with a module, and which roles hold them from the start."""
    return Table(
        name="permissions",
        label=_("带来的权限"),
        columns=(
            Column("title", _("权限"), lambda one: one.said, card="title", width="wide"),
            Column("roles", _("一开始就有的角色"), lambda one: "、".join(map(_role, one.roles))),
            Column("code", _("代码"), card="aside"),
        ),
        rows=module.manifest.permissions,
        row_key=lambda one: one.code,
        empty=EmptyState(_("不带来新的权限"), icon="key"),
    )


def _role(code: str) -> str:
    return str(BUILT_IN[code].title)


def data_table(module: Module) -> Table:
    """What the module keeps, for how long, and whether it is about people."""
    return Table(
        name="data",
        label=_("保存的数据"),
        columns=(
            Column("what", _("内容"), lambda one: one.said, card="title", width="wide"),
            Column("keep", _("保存期限"), lambda one: kept_for(one.keep)),
            Column("personal", _("含个人信息"), card="aside"),
        ),
        rows=module.manifest.data,
        row_key=lambda one: one.what,
        empty=EmptyState(_("不保存数据"), icon="circle-stack"),
    )


def kept_for(period: str) -> str:
    """A period of a manifest (``5 years``) as the office writes it."""
    if period == "permanent":
        return _("永久")
    number, _blank, measure = period.partition(" ")
    words = {"day": _("%(n)s 天"), "month": _("%(n)s 个月"), "year": _("%(n)s 年")}
    return words[measure.removesuffix("s")] % {"n": number}
