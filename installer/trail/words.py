"""What was done, in the office's words. An act is ``module.verb``; both halves have theirs."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.modules.discovery import registry

_PARTS: dict[str, str | Promise] = {
    "access": _("访问"),
    "audit": _("审计"),
    "fees": _("费用"),
    "identity": _("登录"),
    "modules": _("模块"),
    "people": _("人员"),
    "personal_data": _("个人信息"),
    "reform": _("机构改革"),
    "unit": _("单位"),
    "units": _("单位"),
}

_VERBS: dict[str, str | Promise] = {
    "refused": _("被拒绝"),
    "exported": _("导出"),
    "looked_at": _("查阅"),
    "verified": _("核验"),
    "logged_in": _("登录成功"),
    "login_refused": _("登录被拒绝"),
    "second_factor_refused": _("动态口令被拒绝"),
    "proof_refused": _("再次确认身份被拒绝"),
    "install": _("安装"),
    "disable": _("停用"),
    "enable": _("启用"),
    "uninstall": _("卸载"),
    "purge": _("清除"),
    "upgrade": _("升级"),
    "added": _("添加"),
    "updated": _("修改"),
    "closed": _("关闭"),
    "entered": _("首次进入"),
    "code_renewed": _("重新生成激活码"),
    "role_granted": _("授予角色"),
    "roles_changed": _("调整角色"),
    "role_defined": _("新设角色"),
    "role_changed": _("修改角色"),
    "role_dropped": _("删除角色"),
    "department_added": _("新设内设机构"),
    "department_renamed": _("内设机构更名"),
    "department_closed": _("撤销内设机构"),
    "read": _("查阅"),
    "planned": _("制定方案"),
    "rehearsed": _("预演"),
    "carried_out": _("实施"),
    "cancelled": _("取消"),
    "provisioned": _("开通"),
    "registered": _("登记"),
    "suspended": _("暂停"),
    "active": _("恢复"),
    "posted": _("计费"),
    "published": _("发布"),
    "withdrawn": _("撤回"),
}


def act_title(action: str) -> str:
    """``people.updated`` as 人员 · 修改; a verb that is not known stands as it is."""
    part, _dot, verb = action.partition(".")
    module = registry()[part].manifest.title if part in registry() else _PARTS.get(part, part)
    return f"{module} · {_VERBS.get(verb, verb)}"
