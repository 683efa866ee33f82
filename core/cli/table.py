"""Which commands, benchmarks and checks there are, and where they are to be found.

To add one, add a row. The paths point upwards through the layers; as text, so that core
imports nobody above it. A command's module is loaded with Django set up.
"""

from dataclasses import dataclass

from core.settings.environment import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Row:
    """One command: ``module:object`` of a click command or group, and its line of help."""

    path: str
    help: str
    #: False: works before and without Django (it must import none of its models).
    django: bool = True


COMMANDS: dict[str, Row] = {
    "demo": Row("installer.demo.command:demo", _("演示：建立一座城市并启动服务")),
    "serve": Row("core.cli.serve:serve", _("启动服务：网页、后台任务和调度")),
    "setup-database": Row("tenancy.cli:setup_database", _("建立或升级共用数据表和数据库登录")),
    "units": Row("tenancy.cli:units", _("单位：导入清单、查看、暂停、恢复、关闭")),
    "modules": Row("installer.cli:modules", _("模块：查看、安装、停用、卸载、升级")),
    "fees": Row("billing.cli:fees", _("费用：应收明细")),
    "files": Row("core.files.cli:files", _("文件库：清理无人引用的文件")),
    "audit": Row("tenancy.trails.cli:audit", _("审计记录：核验、导出")),
    "doctor": Row("core.cli.doctor:doctor", _("检查环境、设置和各项约束"), django=False),
    "bench": Row("core.cli.bench:bench", _("运行基准测试，与基线对比")),
    "setup-assets": Row("core.cli.assets:setup_assets", _("编译翻译，收集静态文件")),
}

#: ``module:function`` returning a list of ``core.contracts.figures.Figure``; its keyword
#: parameters with defaults become options.
BENCHES: dict[str, Row] = {
    "provision": Row(
        "tenancy.bench.provision:bench_provision", _("建立单位：与 django-tenants 和裸 DDL 对比")
    ),
    "exchange": Row(
        "tenancy.bench.exchange:bench_exchange", _("发文到全部单位：与逐个模式写入对比")
    ),
    "inbox": Row("tenancy.bench.inbox:bench_inbox", _("百万事项中的待办：与逐单位逐模块查询对比")),
    "audit": Row("tenancy.bench.audit:bench_audit", _("审计记录：与加锁的散列链对比")),
}

#: ``module:function`` without parameters, returning ``core.contracts.checks.Check``s.
#: They run in this order with the database reachable; ``serve`` runs them too.
CHECKS: list[str] = [
    "core.modules.checks:module_checks",
    "core.runtime.checks:database_checks",
    "core.runtime.checks:broker_checks",
    "tenancy.checks:database_checks",
]

#: The same for what only ``doctor`` asks: it may take a while, and the server starts without.
INVARIANTS: list[str] = [
    "tenancy.invariants:unit_checks",
    "tenancy.doctor:isolation_checks",
    "core.files.checks:file_checks",
    "tenancy.trails.doctor:trail_checks",
]
