"""What may be done in a unit: the kernel's permissions and those that modules declare.

A permission is a string ``module.action``. It counts in a unit only while the module is
active there; the kernel's always count.
"""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from core.contracts.people import DataScope, Permission
from core.people.roles import CLERK, HEAD, STAFF, UNIT_ADMIN

_EVERYONE = (UNIT_ADMIN, HEAD, CLERK, STAFF)
_NARROWER = (DataScope.SELF, DataScope.DEPARTMENT)

#: What the kernel's own pages of a unit ask for. None of them opens a business document.
KERNEL: tuple[Permission, ...] = (
    Permission.of("unit.view", _("进入本单位"), _EVERYONE, scopes=_NARROWER),
    Permission.of("unit.lead", _("使用领导首页"), (HEAD,)),
    Permission.of("unit.manage", _("修改单位设置"), (UNIT_ADMIN,), second_factor=True),
    Permission.of("people.view", _("查看本单位人员"), _EVERYONE, scopes=_NARROWER),
    Permission.of(
        "people.manage", _("管理人员、内设机构与角色"), (UNIT_ADMIN,), second_factor=True
    ),
    Permission.of("modules.manage", _("安装、停用和卸载模块"), (UNIT_ADMIN,), second_factor=True),
    Permission.of("fees.view", _("查看本单位费用"), (UNIT_ADMIN, HEAD)),
    # No built-in role reads the trail: it tells of everybody's doings, the administrator's too.
    Permission.of("audit.read", _("查看本单位操作留痕"), ()),
)

#: What makes an administrator. The log-in asks these for a second factor and knows them by the
#: built-in role alone, so no other role holds it.
ADMINISTRATION = frozenset(each.code for each in KERNEL if each.roles == {UNIT_ADMIN})

_declared: dict[str, tuple[Permission, ...]] = {}


def declare(module: str, permissions: Iterable[Permission]) -> None:
    """Make a module's permissions known; the module host does so when the process starts."""
    _declared[module] = tuple(permissions)


def offered(modules: Iterable[str]) -> list[Permission]:
    """All permissions that can be held in a unit where ``modules`` are active."""
    return [*KERNEL, *(each for module in sorted(modules) for each in _declared.get(module, ()))]


def held_by(role: str, modules: Iterable[str]) -> frozenset[str]:
    """What a built-in role holds in a unit where ``modules`` are active."""
    return frozenset(each.code for each in offered(modules) if role in each.roles)


def counting(codes: Iterable[str], modules: Iterable[str]) -> frozenset[str]:
    """Those of ``codes`` that count in a unit where ``modules`` are active."""
    return frozenset(codes) & frozenset(each.code for each in offered(modules))


def grantable(modules: Iterable[str]) -> list[Permission]:
    """What a role of the unit's own may hold in a unit where ``modules`` are active."""
    return [each for each in offered(modules) if each.code not in ADMINISTRATION]


def granted(codes: Iterable[str], modules: Iterable[str]) -> frozenset[str]:
    """Those of ``codes`` that a role of the unit's own gives where ``modules`` are active."""
    return counting(codes, modules) - ADMINISTRATION


def ask_second_factor(codes: Iterable[str], modules: Iterable[str]) -> bool:
    """Whether one of ``codes`` may be used only by somebody who has bound an authenticator."""
    held = frozenset(codes)
    return any(each.second_factor and each.code in held for each in offered(modules))
