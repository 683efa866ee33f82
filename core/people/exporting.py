"""The unit's people as a list to take away, and the empty one to fill in."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from core.audit.public import record
from core.contracts.people import Person
from core.lists.template import TemplateColumn, as_template
from core.people.known import department_paths
from core.people.listing.columns import (
    DEPARTMENT,
    MOBILE,
    NAME,
    RANK_ORDER,
    ROLES,
    STAFF_NUMBER,
    TITLE,
    titles,
)
from core.people.models import MemberState
from core.people.roles import UNIT_ADMIN
from core.people.selectors import members_found, role_titles, roles_held


def exported(
    text: str, state: str, numbers: Mapping[str, UUID]
) -> tuple[list[str], list[list[object]]]:
    """Head and rows of the people found by ``text``, as an import reads them.

    ``numbers`` are the log-in numbers that the unit may know (``numbers_in_unit``).
    """
    members = list(members_found(text, left=state == MemberState.LEFT))
    held, named, paths = roles_held(members), role_titles(), department_paths()
    staff = {key: number for number, key in numbers.items() if not _is_mobile(number)}
    rows: list[list[object]] = [
        [
            member.name,
            member.mobile,
            staff.get(member.pk, ""),
            member.title,
            paths.get(member.department_id, "") if member.department_id else "",
            member.rank_order,
            "、".join(title for code, title in named.items() if code in held[member.pk]),
        ]
        for member in members
    ]
    return list(titles().values()), rows


def note_export(count: int, *, by: Person, at: datetime) -> None:
    """Who took how many people's data away stands in the unit's trail."""
    record("people.exported", by=by, at=at, subject=_("人员名单"), count=count)


def people_template() -> bytes:
    """The workbook to fill in, with this unit's departments and roles to pick from."""
    return as_template(_("人员名单"), _columns(titles()), _notes())


def _columns(shown: Mapping[str, str]) -> list[TemplateColumn]:
    roles = tuple(title for code, title in role_titles().items() if code != UNIT_ADMIN)
    departments = tuple(department_paths().values())
    one = _("手机号、工号至少填一项，用于登录和核对人员。")
    return [
        TemplateColumn(shown[NAME], _("不超过50个字。"), _("张三"), required=True),
        TemplateColumn(shown[MOBILE], _("11位数字。") + one, "13800000000", width=18),
        TemplateColumn(shown[STAFF_NUMBER], _("3至20位字母或数字。") + one, "A001"),
        TemplateColumn(shown[TITLE], _("不超过50个字。"), _("科员"), width=20),
        TemplateColumn(
            shown[DEPARTMENT],
            _("从列表中选择；下级机构写全称，如“办公室/文书科”。须先在“内设机构”中添加。"),
            next(iter(departments), ""),
            choices=departments,
            width=24,
        ),
        TemplateColumn(
            shown[RANK_ORDER], _("1至9999的整数，数字小的排在前面；名单按此排序。"), "30"
        ),
        TemplateColumn(
            shown[ROLES],
            _("多个角色用顿号分开；新增人员不填时为“工作人员”。单位管理员不能通过名单授予。"),
            next(iter(roles[-1:]), ""),
            choices=roles,
            width=24,
        ),
    ]


def _notes() -> list[str]:
    return [
        _("1. 上传后先核对，不做任何改动；确认后才导入。有一行不正确，全部不导入，除非另行选择。"),
        _("2. 按手机号或工号认定是否为现有人员；现有人员的空白格不改动原有内容。"),
        _("3. 不在名单中的人员保持不变；人员离开请在“人员”中办理。"),
    ]


def _is_mobile(number: str) -> bool:
    return len(number) == 11 and number.isdecimal() and number.startswith("1")
