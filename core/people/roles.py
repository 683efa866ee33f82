"""The roles that every unit has from its first day. They are code: no unit has rows for them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

UNIT_ADMIN = "unit_admin"
CLERK = "clerk"
HEAD = "head"
STAFF = "staff"


@dataclass(frozen=True, slots=True)
class BuiltInRole:
    """A role by its code, with its name and what it is for in the office's words."""

    code: str
    title: str | Promise
    about: str | Promise


BUILT_IN: dict[str, BuiltInRole] = {
    role.code: role
    for role in (
        BuiltInRole(
            UNIT_ADMIN,
            _("单位管理员"),
            _("管理人员、角色、模块和设置；这一角色本身不能查看公文等业务内容"),
        ),
        BuiltInRole(HEAD, _("主要负责人"), _("审批、签发、批示，查看全单位业务")),
        BuiltInRole(CLERK, _("文书"), _("收发、登记、编号、签收、分送")),
        BuiltInRole(STAFF, _("工作人员"), _("起草、承办、阅读分送给自己的内容")),
    )
}
