"""Who runs the platform, and the three administrators that MLPS asks for, of city and counties.

An account holds at most one of these roles, so the system, security and audit administrators
are exclusive of one another by construction. They serve the whole city, or the units of one
county (``area``). None of them opens a business document: what they hold are ``city.*`` and
``area.*`` permissions, which no unit's page asks for, and the three enter no unit at all.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.contracts.people import Permission


class CityRole(models.TextChoices):
    """What an account is to the city's console."""

    OPERATOR = "operator", _("市级平台管理员")
    SYSTEM = "system", _("系统管理员")
    SECURITY = "security", _("安全管理员")
    AUDIT = "audit", _("审计管理员")


#: GB/T 22239 8.1.5: they serve apart. Whoever is one of them works in no unit.
APART = frozenset({CityRole.SYSTEM, CityRole.SECURITY, CityRole.AUDIT})

_EVERY = tuple(CityRole)
_RUNNERS = (CityRole.OPERATOR, CityRole.SYSTEM)

#: ``city.action`` and the roles that hold it.
CITY_PERMISSIONS: tuple[Permission, ...] = (
    Permission.of("city.fleet", _("查看全市单位"), _EVERY),
    Permission.of("city.units", _("开通、暂停、恢复和关闭单位"), (CityRole.OPERATOR,)),
    Permission.of("city.modules", _("在全市范围安装和升级模块"), (CityRole.OPERATOR,)),
    Permission.of("city.fees", _("收费标准与缴费通知"), (CityRole.OPERATOR,)),
    Permission.of("city.statistics", _("查看全市统计"), (CityRole.OPERATOR,)),
    Permission.of("city.system", _("运行参数、备份与任务"), _RUNNERS),
    Permission.of("city.accounts", _("账号停用与市级角色授权"), (CityRole.SECURITY,)),
    Permission.of("city.audit", _("查看和核验审计记录"), (CityRole.AUDIT,)),
)

#: ``area.action``: held by the same administrators of the city and of each county, each for
#: the units served (``core.identity.areas``).
AREA_PERMISSIONS: tuple[Permission, ...] = (
    Permission.of("area.units", _("查看所服务的单位"), APART),
    Permission.of("area.accounts", _("辖区账号安全与管理员授权"), (CityRole.SECURITY,)),
    Permission.of("area.audit", _("查看和核验辖区审计记录"), (CityRole.AUDIT,)),
)


def city_permissions(role: str | None, *, of_county: bool = False) -> frozenset[str]:
    """What an account with ``role`` (None = none) may do in the consoles of city and counties.

    An administrator ``of_county`` holds nothing that reaches over the whole city.
    """
    known = AREA_PERMISSIONS if of_county else (*CITY_PERMISSIONS, *AREA_PERMISSIONS)
    return frozenset(each.code for each in known if role in each.roles)
