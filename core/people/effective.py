"""What somebody may do here, how far, until when, and where each permission comes from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.context import current_unit
from core.contracts.people import DataScope, Permission
from core.people import permissions
from core.people.models import Member, RoleGrant
from core.people.models.dated import going_on
from core.people.selectors import contents_of, role_titles

SCOPE_WORDS: dict[DataScope, str | Promise] = {
    DataScope.SELF: gettext_lazy("本人"),
    DataScope.DEPARTMENT: gettext_lazy("本机构（含下级机构和分管机构）"),
    DataScope.UNIT: gettext_lazy("本单位"),
}


@dataclass(frozen=True, slots=True)
class GrantLine:
    """A role that somebody holds now or will: how far it reaches and on which days it counts."""

    role: str
    title: str
    scope: DataScope
    first_day: date | None
    last_day: date | None

    @property
    def has_begun(self) -> bool:
        """Whether its first day has come."""
        return self.first_day is None or self.first_day <= localdate()


@dataclass(frozen=True, slots=True)
class EffectiveLine:
    """One permission by one role. ``why_not`` says why it does not count, if it does not."""

    permission: Permission
    grant: GrantLine
    why_not: str = ""

    @property
    def counts(self) -> bool:
        """Whether it counts today."""
        return not self.why_not


def grants_of(member: Member) -> list[GrantLine]:
    """The roles of ``member``, those that have ended left out, in the order of the unit's roles."""
    titles = role_titles()
    rows = RoleGrant.objects.filter(going_on(localdate()), member=member)
    found = [
        GrantLine(
            row.role,
            titles.get(row.role, row.role),
            DataScope(row.scope),
            row.started_on,
            row.last_day,
        )
        for row in rows
    ]
    order = list(titles)
    return sorted(found, key=lambda line: order.index(line.role) if line.role in titles else 99)


def effective_permissions(member: Member) -> list[EffectiveLine]:
    """Every permission that a role of ``member`` holds, in the order of the unit's permissions."""
    unit, grants = current_unit(), grants_of(member)
    content = contents_of([grant.role for grant in grants], unit)
    return [
        EffectiveLine(permission, grant, _why_not(permission, grant))
        for permission in permissions.offered(unit.modules)
        for grant in grants
        if permission.code in content[grant.role]
    ]


def effective_rows(lines: Iterable[EffectiveLine]) -> tuple[list[str], list[list[object]]]:
    """The same as a table to take away."""
    head = [_("权限"), _("代码"), _("来源"), _("范围"), _("起"), _("止"), _("是否生效")]
    return head, [
        [
            line.permission.title,
            line.permission.code,
            line.grant.title,
            SCOPE_WORDS[line.grant.scope],
            line.grant.first_day,
            line.grant.last_day,
            line.why_not or _("生效"),
        ]
        for line in lines
    ]


def _why_not(permission: Permission, grant: GrantLine) -> str:
    if not grant.has_begun:
        return _("尚未到起始日期")
    if not permission.can_be_held_for(grant.scope):
        return _("这项权限不能限定范围，按限定范围授予的角色不含此项")
    return ""
