"""The city's own roles: who runs the platform, and the three administrators that MLPS asks for.

An account holds at most one of them, so the system, security and audit administrators are
exclusive of one another by construction. None of them opens a business document: what they
hold are ``city.*`` permissions, which no unit's page asks for.
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


def city_permissions(role: str | None) -> frozenset[str]:
    """What an account with the city role ``role`` (None = none) may do in the city's console."""
    return frozenset(each.code for each in CITY_PERMISSIONS if role in each.roles)
