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

_FORM: dict[str, str | Promise] = {
    "file_missing": _("缺少 %(file)s。请补上，模块的形式见 docs/modules.md。"),
    "file_undeclared": _(
        "模块的形式里没有 %(file)s。请按内容放进规定的文件（见 docs/modules.md），不设杂项文件。"
    ),
    "tests_missing": _("tests 里没有测试。请至少为每项能力写一个 test_*.py。"),
    "docstring_missing": _("%(file)s 没有说明模块做什么、不做什么。请写文档字符串。"),
    "init_has_code": _("__init__.py 只放说明，不放代码。请把代码移到规定的文件。"),
    "readme_section_missing": _("README.md 缺少“## %(section)s”一节。请补上。"),
    "python_broken": _("%(file)s 不是有效的 Python（%(why)s）。请改正。"),
    "module_unloadable": _("模块载入失败（%(why)s）。请先让它能被导入。"),
}

_BOUNDARIES: dict[str, str | Promise] = {
    "import_relative": _("请写完整的包名，不用相对导入。"),
    "import_not_public": _("%(imported)s 不是平台对模块开放的部分。可用的部分见 docs/modules.md。"),
    "import_of_other_module": _(
        "%(imported)s 属于另一个模块。模块之间只通过钩子和 core.contracts 相通。"
    ),
    "import_upwards": _(
        "%(imported)s 在本文件之上或与之并列。请只向下导入："
        "hooks > urls > views、api、tasks > forms > services > selectors > models > errors。"
    ),
    "get_model_of_other": _("get_model 取了 %(label)s 的模型。请改用公开的接口。"),
    "url_of_other_module": _("网址 %(address)s 属于另一个模块，它可能没有安装。请改用自己的网址。"),
    "template_of_other": _("%(used)s 不在本模块之内。请用本模块或 ui/ 的模板和静态文件。"),
    "template_outside_folder": _("%(file)s 应放在 templates/%(name)s/ 下，以免与他人重名。"),
    "static_outside_folder": _("%(file)s 应放在 static/%(name)s/ 下，以免与他人重名。"),
    "inline_script": _("页面里不能写脚本，浏览器会拒绝。请放进 static/%(name)s/ 下的文件。"),
    "inline_style": _(
        "页面里不能写样式，浏览器会拒绝。请用组件，或放进 static/%(name)s/ 下的文件。"
    ),
}

_DATA: dict[str, str | Promise] = {
    "model_not_unit": _("%(model)s 应继承 core.db.unit.UnitModel：模块的表只在单位自己的库里。"),
    "pii_mark_missing": _("%(model)s 没有说明是否含个人信息。请在说明中写 .. pii: 或 .. no_pii:。"),
    "table_misnamed": _("表名 %(table)s 应以 mod_%(name)s_ 开头。请改 db_table，或删去它。"),
    "key_to_shared_table": _(
        "%(field)s 是指向共享表 %(to)s 的外键。请改存它的标识（UUIDField），不设外键。"
    ),
    "key_to_other_module": _(
        "%(field)s 是指向另一个模块的表 %(to)s 的外键。请改存 reference 文本，用钩子相通。"
    ),
    "key_to_kernel": _("%(field)s 指向平台的表 %(to)s。请改用 core.db.unit.KernelForeignKey。"),
    "migration_unnamed": _("%(file)s 的名称不是人取的。请用 makemigrations -n 说明做了什么。"),
    "migration_irreversible": _("这一步不能撤回。请补上 reverse_sql。"),
    "migration_runs_code": _("迁移里不能运行 Python：三千多个单位只执行 SQL。请改为任务。"),
    "migration_not_atomic": _("这一步不能放进事务。模块的安装和升级必须整体成功或整体不发生。"),
    "migration_outstanding": _("模型与迁移不一致（%(step)s）。请运行 makemigrations -n。"),
}

_PEOPLE: dict[str, str | Promise] = {
    "permission_undeclared": _("权限 %(permission)s 没有在 module.toml 中声明。请补上或改正。"),
    "permission_foreign": _("权限 %(permission)s 属于别的模块。请声明并使用自己的权限。"),
    "permission_unnamed": _("permissions.py 没有写出 %(permission)s。请为它取一个常量。"),
    "view_without_access": _(
        "%(view)s 没有声明谁可以使用，谁也打不开。请加 requires(权限)、signed_in 或 public。"
    ),
    "slot_undeclared": _("hooks.py 用了位置 %(slot)s，module.toml 的 slots 却没有写。请补上。"),
    "slot_unfilled": _("module.toml 写了位置 %(slot)s，hooks.py 却没有内容。请删去或实现。"),
    "translation_missing": _("“%(text)s”没有英文。请在 locale/en/LC_MESSAGES/django.po 中补上。"),
    "translation_placeholders": _("“%(text)s”的英文里占位符不同。请保持一致。"),
    "text_not_translatable": _(
        "“%(text)s”没有经过 gettext。请用 _() 或 {%% translate %%}；"
        "法定用语在行尾写 # untranslated: 原因。"
    ),
    "catalogue_broken": _("%(file)s 不是有效的翻译文件（%(why)s）。请改正。"),
}

RULES: dict[str, str | Promise] = {
    **_MANIFEST,
    **_DISCOVERY,
    **_FORM,
    **_BOUNDARIES,
    **_DATA,
    **_PEOPLE,
}
