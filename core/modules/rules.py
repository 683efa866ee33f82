"""Every rule a module may break: its stable code, and the sentence with the way out.

``docs/modules.md`` prints this table (a test holds both together). A code is never given
another meaning; scripts and module authors rely on it.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_MANIFEST: dict[str, str | Promise] = {
    "manifest_absent": _("缺少 module.toml。请用 citydesk modules new 生成一份，再填写。"),
    "manifest_unreadable": _(
        "module.toml 无法读取（%(why)s）。请存为 UTF-8 文本，并检查读取权限。"
    ),
    "manifest_not_toml": _("module.toml 不是有效的 TOML（%(why)s）。请改正所指的一行。"),
    "manifest_key_missing": _("缺少“%(key)s”。请补上，写法见 docs/modules.md。"),
    "manifest_key_unknown": _("不认识“%(key)s”（值：%(value)s）。请删去，或核对拼写。"),
    "manifest_value": _("“%(key)s”的值“%(value)s”不能用（%(why)s）。请按 docs/modules.md 填写。"),
    "manifest_name": _(
        "“%(key)s”的值“%(value)s”不能用。请用小写字母开头的小写字母、数字和单个下划线，"
        "不超过 %(length)s 个字符。"
    ),
    "manifest_name_reserved": _("“%(key)s”的值“%(value)s”是平台保留的名称。请另取一个名称。"),
    "manifest_version": _(
        "“%(key)s”的值“%(value)s”不是规范的版本号。请写成 1.2.0 这样，不超过 %(length)s 个字符。"
    ),
    "manifest_core": _("“%(key)s”的值“%(value)s”不是版本范围。请写成 >=0.1,<1 这样。"),
    "manifest_category": _("“%(key)s”的值“%(value)s”不在分类之内。请从中选一个：%(known)s。"),
    "manifest_slot": _("“%(key)s”的值“%(value)s”含有不存在的位置。可用的位置：%(known)s。"),
    "manifest_period": _(
        "“%(key)s”的值“%(value)s”不是保管期限。请写 permanent 或 5 years、6 months、30 days。"
    ),
    "manifest_contract": _(
        "“%(key)s”中的 %(unknown)s 在 core/contracts 中不存在。请核对契约名称。"
    ),
    "manifest_need": _("“%(key)s”中的“%(need)s”不能用。请写成 contacts 或 contacts>=1.0。"),
    "manifest_needs_itself": _("模块不能依赖自己。请从 needs.modules 中删去本模块。"),
    "manifest_fee_class": _("“%(key)s”中的 %(fee_class)s 不是收费类别。可用的类别：%(known)s。"),
    "manifest_price": _("“%(key)s”中 %(fee_class)s 的金额为负。请以分为单位，填零或正整数。"),
    "manifest_permission": _(
        "权限“%(permission)s”不属于本模块。请写成 %(name)s.动作，动作用小写字母和下划线。"
    ),
    "manifest_role": _("“%(key)s”的值“%(value)s”含有不存在的内置角色。可用的角色：%(known)s。"),
    "manifest_permission_twice": _("权限“%(permission)s”声明了两次。请删去其中一个。"),
}

_DISCOVERY: dict[str, str | Promise] = {
    "core_too_far": _(
        "模块 %(name)s %(version)s 要求平台版本 %(range)s，本平台是 %(core)s。"
        "请安装与本平台相容的版本。"
    ),
    "name_taken": _(
        "有两个模块都叫 %(name)s（另一个在 %(other)s），两个都不启用。请卸去其中一个。"
    ),
    "name_not_folder": _("模块名 %(name)s 与文件夹名 %(folder)s 不同。请改成一致。"),
    "layer_not_folder": _(
        "模块 %(name)s 放在 %(folder)s 下，manifest 却写着 %(layer)s。请改成一致。"
    ),
    "layer_of_city": _("模块 %(name)s 不是平台自带的，不能是 mandatory。请改为 optional。"),
    "package_absent": _("入口点 %(entry)s 所指的包 %(package)s 找不到。请重新安装该模块。"),
    "package_broken": _("模块 %(name)s 的代码无法载入（%(why)s）。请联系模块作者，或卸去该模块。"),
    "label_wrong": _("模块的应用标签应为 %(wanted)s，现为 %(found)s。请改 apps.py 的 label。"),
    "app_config": _("apps.py 应当只有一个 ModuleApp 子类，现有 %(found)s 个。请改成一个。"),
    "app_config_code": _("apps.py 只声明 name、label 和名称，不含其他代码。请删去这一处。"),
    "need_absent": _(
        "模块 %(name)s 需要 %(need)s，但没有可用的版本（必装模块只能依赖必装模块）。请先安装它。"
    ),
    "need_circular": _("模块 %(names)s 互相依赖，成了一圈。请去掉其中一项依赖。"),
    "hooks_broken": _("模块 %(name)s 的 hooks.py 不能用（%(why)s）。请对照 docs/hooks.md 改正。"),
    "urls_broken": _("模块 %(name)s 的网址无法载入（%(why)s）。请联系模块作者。"),
}

RULES: dict[str, str | Promise] = {**_MANIFEST, **_DISCOVERY}
