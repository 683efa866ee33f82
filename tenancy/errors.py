"""What tenancy may refuse."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class UnknownUnit(DomainError):
    """No unit has this code."""

    code = "unknown_unit"
    status = 404
    message = _("没有代码为“%(unit)s”的单位。用 citydesk units list 查看全部单位。")


class UnitNotActive(DomainError):
    """The unit is pending, suspended or closed."""

    code = "unit_not_active"
    message = _("单位“%(unit)s”当前为%(state)s状态，不能进行这项操作。")


class UnknownModule(DomainError):
    """No usable module has this name in this process."""

    code = "unknown_module"
    status = 404
    message = _("没有名为“%(module)s”的模块，或它的安装包有问题。用 citydesk modules list 查看。")


class ModuleIsMandatory(DomainError):
    """A module of the city's layer can be neither disabled nor removed."""

    code = "module_is_mandatory"
    message = _("“%(module)s”是市级通用模块，每个单位都必须使用，不能停用或卸载。")


class ModuleNeededByOthers(DomainError):
    """Other active modules of the unit depend on it."""

    code = "module_needed"
    message = _("本单位的%(others)s依赖“%(module)s”，请先停用或卸载它们。")


class ModuleNeedsOthers(DomainError):
    """Modules that it depends on are not active in the unit."""

    code = "module_needs_others"
    message = _("“%(module)s”需要先安装并启用：%(others)s。")


class ModuleNotThere(DomainError):
    """The act needs the module in another state than it is in."""

    code = "module_not_there"
    message = _("单位“%(unit)s”的模块“%(module)s”不在可以进行此操作的状态（当前：%(state)s）。")


class UnitBusy(DomainError):
    """Another act, or a long reader, holds the unit's tables."""

    code = "unit_busy"
    status = 503
    message = _("单位“%(unit)s”正有人使用相关数据表，稍后会自动重试；也可以过一会儿再试。")


class NotKept(DomainError):
    """A file of the operator's could not be written."""

    code = "not_kept"
    status = 503
    message = _("无法写入 %(path)s：%(why)s。请腾出磁盘空间或检查目录权限后重试，没有任何改动。")


class ReasonMissing(DomainError):
    """An act that changes a unit's standing was asked for without a reason."""

    code = "reason_missing"
    status = 422
    message = _("请写明理由，它会记入该单位的记录。")


class UnitHasChildren(DomainError):
    """Units that are not closed stand under the unit."""

    code = "unit_has_children"
    message = _(
        "单位“%(unit)s”下面还有 %(count)s 家未关闭的单位（如%(child)s），不能关闭。"
        "请先关闭下级单位，或用 citydesk units reform 把它们归到别的单位。"
    )


class ReformFileUnusable(DomainError):
    """The file of a reform does not say what a reform needs."""

    code = "reform_file_unusable"
    status = 422
    message = _("改革方案文件有误：%(place)s：%(why)s。没有任何改动。")
