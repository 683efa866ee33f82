"""What the pages and lists of people may refuse."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError, InvalidInput


class AlreadyMember(DomainError):
    """The person works in this unit already."""

    code = "already_member"
    message = _("“%(name)s”的手机号或工号已属于本单位在岗人员，请直接修改该人员。")


class LastAdministrator(DomainError):
    """Without an administrator nobody could let anyone into the unit again."""

    code = "last_administrator"
    message = _("“%(name)s”是本单位唯一的管理员。请先让另一人担任单位管理员，再做这一修改。")


class RoleUnknown(InvalidInput):
    """A role that is neither built in nor one of the unit's own."""

    code = "role_unknown"
    message = _("本单位没有角色“%(role)s”。")


class DepartmentUnknown(InvalidInput):
    """A department that this unit does not have, or has closed."""

    code = "department_unknown"
    message = _("没有找到所选的内设机构，请刷新页面后重选。")


class RoleInUse(DomainError):
    """A role that somebody holds is not dropped."""

    code = "role_in_use"
    message = _("还有%(count)d人担任“%(role)s”，请先收回，再删除这一角色。")


class TitleTaken(InvalidInput):
    """Two roles of a unit cannot have one name."""

    code = "role_title_taken"
    message = _("本单位已有名为“%(title)s”的角色，请换一个名称。")


class DepartmentInUse(DomainError):
    """A department with people or open sub-departments is not closed."""

    code = "department_in_use"
    message = _("“%(name)s”还有在岗人员或下级机构，请先调整，再撤销。")


class DepartmentInsideItself(DomainError):
    """A department cannot be put into one that stands inside it."""

    code = "department_inside_itself"
    message = _("“%(name)s”不能放到自己或自己的下级机构里，请另选上级机构。")


class DayNotYetCome(InvalidInput):
    """An appointment takes effect on the day it is registered, or has done so before."""

    code = "day_not_yet_come"
    message = _("生效日期还没有到，请在生效当日或以后登记。")


class EndsBeforeStart(InvalidInput):
    """Nothing ends before it began."""

    code = "ends_before_start"
    message = _("日期早于开始日期%(day)s，请核对后重填。")


class HeldAlready(DomainError):
    """The same post twice at the same time."""

    code = "job_held_already"
    message = _("“%(name)s”在这段时间已担任“%(title)s”，请核对起止日期，或修改原有任职。")


class MainJobStays(DomainError):
    """The main post ends with another main one, or when the person leaves."""

    code = "main_job_stays"
    message = _(
        "“%(title)s”是“%(name)s”的主要职务，不能单独免去。请先把另一职务设为主要职务，"
        "或办理离开、调动。"
    )


class InChargeAlready(DomainError):
    """A department has one leader in charge at a time."""

    code = "in_charge_already"
    message = _("“%(department)s”在这段时间已由“%(name)s”分管，请先结束原来的分管。")


class SubstitutedAlready(DomainError):
    """The same substitute for the same person twice at the same time."""

    code = "substituted_already"
    message = _("这段时间已由“%(name)s”代行，请核对起止日期。")


class OwnSubstitute(InvalidInput):
    """Nobody stands in for himself."""

    code = "own_substitute"
    message = _("代行人不能是本人，请另选。")


class OpenMattersLeft(DomainError):
    """Whoever leaves hands over first (R57)."""

    code = "open_matters_left"
    message = _(
        "“%(name)s”还有%(count)d项未办事项（%(kinds)s）没有移交，请先选定接收人，再办理离开。"
    )


class SuccessorUnfit(InvalidInput):
    """The successor must work here, and be somebody else."""

    code = "successor_unfit"
    message = _("接收人应是本单位其他在岗人员，请重新选择。")


class DayUnlikely(InvalidInput):
    """A day on which nobody of this office can have held a post."""

    code = "day_unlikely"
    message = _("日期%(day)s不合理，请核对后重填。")


class ListNotOpen(DomainError):
    """The list was carried out, given up, forgotten after a day, or is being carried out."""

    code = "people_list_not_open"
    message = _("这份名单已经导入、放弃或过期，不能再导入。请重新上传名单。")


class ListOutdated(DomainError):
    """What would be done is no longer what the page showed."""

    code = "people_list_outdated"
    message = _("核对之后本单位人员已有变化。请重新核对下面的结果再导入，没有任何改动。")


class ListHasErrors(DomainError):
    """All or nothing, unless somebody chose to do without the wrong lines."""

    code = "people_list_has_errors"
    message = _(
        "名单中有 %(count)d 行需要改正，没有任何改动。请改正后重新上传，或选择只导入正确的行。"
    )


class GroupTitleTaken(InvalidInput):
    """Two groups of one person cannot have one name."""

    code = "group_title_taken"
    message = _("您已有名为“%(title)s”的分组，请换一个名称。")


class AdministratorLimited(InvalidInput):
    """The administrator's role has neither an end nor a narrower scope."""

    code = "administrator_limited"
    message = _("单位管理员的角色不能限定范围或期限。不再担任的，请收回这一角色。")
