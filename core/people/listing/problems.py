"""What a list of people can be refused with besides what any list can."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.lists.problems import RowError, error_told

MESSAGES: Mapping[str, str | Promise] = {
    "no_number_column": _("缺少列“手机号”和“工号”。请至少保留其中一列，用于登录和核对人员。"),
    "name_empty": _("姓名为空。请填写。"),
    "name_too_long": _("姓名超过 %(limit)s 个字。请核对。"),
    "no_number": _("手机号和工号都没有填写。请至少填写一项，用于登录。"),
    "mobile_form": _("手机号“%(value)s”不能使用。手机号应为11位数字，请核对是否少位或多位。"),
    "staff_number_form": _(
        "工号“%(value)s”不能使用。工号为3至20位字母或数字，不能与手机号同形，请改正。"
    ),
    "number_twice": _("号码与第 %(first)s 行重复。每人只列一行，请改正或删去其中一行。"),
    "person_twice": _("与第 %(first)s 行是同一人。每人只列一行，请合并这两行。"),
    "two_people": _("手机号是“%(one)s”的，工号是“%(other)s”的。请改正其中一项。"),
    "title_too_long": _("职务超过 %(limit)s 个字。请使用简称。"),
    "department_unknown": _("没有内设机构“%(value)s”。请先在“内设机构”中添加，或改填：%(known)s。"),
    "department_ambiguous": _("有几个内设机构都叫“%(value)s”。请填写全称，如“办公室/文书科”。"),
    "rank_order_form": _("职务排序“%(value)s”不是 1 至 9999 的整数。请改正，数字小的排在前面。"),
    "role_unknown": _("没有角色“%(value)s”。可填写：%(known)s；多个角色用顿号分开。"),
    "role_administrator": _("单位管理员不能通过名单授予。请删去“%(value)s”，由授权流程另行办理。"),
}


def problem(code: str, row: int, column: str = "", value: str = "", **facts: object) -> RowError:
    """One error at its place, in the words of the person's language."""
    return error_told(MESSAGES[code], code, row, column=column, value=value, **facts)
