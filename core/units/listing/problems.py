"""What a list of units or organs can be refused with besides what any list can.

What is wrong with the file or with a cell as such is told by ``core.lists.problems``.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.lists.problems import RowError, error_told

MESSAGES: Mapping[str, str | Promise] = {
    # Codes
    "code_empty": _("代码为空。请填写以小写字母开头的代码，如 cd001。"),
    "code_too_long": _("代码超过 %(limit)s 个字符。请改用较短的代码。"),
    "code_uppercase": _("代码含有大写字母。请全部改为小写。"),
    "code_start": _("代码必须以小写字母开头。请在前面加上字母，如 cd001。"),
    "code_characters": _("代码含有“%(character)s”。代码只能由小写字母、数字和下划线组成。"),
    "code_reserved": _("代码不能以 pg_ 开头，这是数据库保留的。请换一个开头。"),
    "code_twice": _("代码与第 %(first)s 行重复。每个代码只能出现一次，请改正其中一行。"),
    # Names and vocabulary
    "name_empty": _("名称为空。请填写。"),
    "name_too_long": _("名称超过 %(limit)s 个字。请使用规范名称。"),
    "kind_unknown": _("没有“%(value)s”这种类别。可填写：%(known)s。"),
    "level_unknown": _("没有“%(value)s”这个层级。可填写：%(known)s。"),
    "kind_level": _("类别 %(kind)s 不能在 %(level)s 层级，只能在 %(levels)s。请改正其中一项。"),
    "division_code": _("区划代码只能是数字，最多 12 位。请把该列设为“文本”格式后重新填写。"),
    # The tree of units
    "parent_missing": _("上级代码“%(value)s”不在清单中，也不在平台上。请补上这个上级或改正代码。"),
    "parent_empty": _("只有市级单位可以没有上级。请填写上级单位的代码。"),
    "parent_closed": _("上级“%(value)s”已关闭。请改填现有的上级单位。"),
    "parent_below": _(
        "层级高于上级：本单位为 %(level)s，上级“%(value)s”为 %(above)s。请改正其中一项。"
    ),
    "child_above": _("下级“%(child)s”的层级高于本单位的新层级。请把下级一并列入清单改正。"),
    "cycle": _("上下级成环：%(path)s。请改正其中一个上级。"),
    # Organs
    "unit_empty": _("没有填写所在单位。平台以外的机关请在 external 列填“是”。"),
    "unit_missing": _(
        "所在单位“%(value)s”不在单位清单中，也不在平台上。请先列入该单位或改正代码。"
    ),
    "unit_closed": _("所在单位“%(value)s”已关闭。请改填现有的单位。"),
    "unit_not_wanted": _("平台以外的机关不能有所在单位。请清空 unit_code 或 external。"),
    "organ_missing": _("机关“%(value)s”不在清单中，也不在平台上。请补上该机关或改正代码。"),
    "guide_self": _("机关不能指导自己。请删去或改填上级对口机关。"),
    "guide_twice": _("指导机关“%(value)s”重复。请只保留一个。"),
    "number_code_form": _("发文代字“%(value)s”不可用。请填写 2 至 12 个汉字，多个之间用空格分开。"),
    "number_code_twice": _(
        "发文代字“%(value)s”已属于%(owner)s。代字在全平台唯一，请改用别的代字。"
    ),
    "yes_no": _("只能填“是”或“否”，也可以不填。"),
}


def problem(code: str, row: int, column: str = "", value: str = "", **facts: object) -> RowError:
    """One error in the words of the person's language."""
    return error_told(MESSAGES[code], code, row, column=column, value=value, **facts)
