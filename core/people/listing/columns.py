"""The columns of a list of people: what they are called, what else they may be called."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAME, MOBILE, STAFF_NUMBER = "name", "mobile", "staff_number"
TITLE, DEPARTMENT, RANK_ORDER, ROLES = "title", "department", "rank_order", "roles"

#: In the order in which templates and exports have them.
TITLES: Mapping[str, str | Promise] = {
    NAME: _("姓名"),
    MOBILE: _("手机号"),
    STAFF_NUMBER: _("工号"),
    TITLE: _("职务"),
    DEPARTMENT: _("内设机构"),
    RANK_ORDER: _("职务排序"),
    ROLES: _("角色"),
}

#: Offices keep lists of their own; these headings are understood as well, in any language.
_ALSO = {
    NAME: ("姓名", "人员姓名", "名字", "name"),
    MOBILE: ("手机号", "手机", "手机号码", "移动电话", "mobile", "mobile number"),
    STAFF_NUMBER: ("工号", "职工号", "人员编号", "staff number", "staff no."),
    TITLE: ("职务", "职位", "职务名称", "title", "post"),
    DEPARTMENT: ("内设机构", "部门", "科室", "股室", "所在科室", "department"),
    RANK_ORDER: ("职务排序", "排序", "排序号", "职务排序号", "rank order", "order"),
    ROLES: ("角色", "role", "roles"),
}


def titles() -> dict[str, str]:
    """The heading of each column in the reader's language."""
    return {column: str(title) for column, title in TITLES.items()}


def headings(shown: Mapping[str, str]) -> dict[str, str]:
    """Every heading that is understood, in small letters, with the shown one that it means."""
    understood = {title.lower(): title for title in shown.values()}
    return understood | {
        other: shown[column] for column, others in _ALSO.items() for other in (column, *others)
    }
