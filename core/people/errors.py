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
