"""模块管理: the modules of a unit, what each does, needs and costs, and how it stands."""

from collections.abc import Iterable, Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from core.modules.models import InstallState, ModuleFault, ModuleInstall
from core.modules.public import FAILURES_UNTIL_OFF, Module, ask_again, faults_here, registry
from core.modules.vocabulary import CATEGORIES
from core.ui.components.base import Component
from core.ui.components.buttons import Button
from core.ui.components.heads import Crumb, PageHead
from core.ui.components.marks import Tag
from core.ui.components.notices import EmptyState, Notice
from core.ui.components.panels import Panel
from core.ui.components.tables import Column, Table
from core.web.access import requires
from core.web.request import PersonRequest
from installer.console.words import install_tag
from installer.modules.parts import data_table, facts_of, permissions_table
from installer.modules.words import (
    LAYERS,
    WORDS,
    fee_class_here,
    fee_words,
    module_named,
    rows_here,
    state_of,
)
from installer.plans import possible_acts

MANAGE = requires("modules.manage")


@MANAGE
@require_safe
def module_list(request: PersonRequest) -> HttpResponse:
    """What the unit uses, and what it may install."""
    rows, fee_class = rows_here(), fee_class_here()
    used = [m for m in registry() if state_of(rows.get(m.name)) in _STANDING]
    others = [m for m in registry() if m not in used]
    parts: list[Component] = [
        *_fault_notices(),
        _panel("used", _("使用中的模块"), used, rows, fee_class),
    ]
    parts.append(_panel("others", _("可以安装的模块"), others, rows, fee_class))
    head = PageHead(_("模块管理"), note=_("市级通用模块每个单位都有；其余由本单位选用。"))
    return render(request, "ui/stacked.html", {"head": head, "parts": parts})


_STANDING = {InstallState.ACTIVE, InstallState.DISABLED}


def _panel(
    name: str,
    title: str,
    modules: Iterable[Module],
    rows: Mapping[str, ModuleInstall],
    fee_class: str,
) -> Panel:
    table = Table(
        name=name,
        label=title,
        columns=(
            Column("title", _("模块"), lambda one: one.manifest.said, card="title"),
            Column("summary", _("用途"), lambda one: one.manifest.said_summary, width="wide"),
            Column("category", _("分类"), _category, card="none"),
            Column("layer", _("使用范围"), lambda one: LAYERS[one.manifest.layer], card="none"),
            Column(
                "version", _("版本"), lambda one: _version(one, rows.get(one.name)), card="none"
            ),
            Column("fee", _("本单位费用"), lambda one: fee_words(one, fee_class)),
            Column(
                "state", _("状态"),
                lambda one: install_tag(state_of(rows.get(one.name)) or ""), card="aside",
            ),
        ),
        rows=list(modules),
        row_key=lambda one: one.name,
        row_url=lambda one: reverse("unit_modules:module", args=[one.name]),
        empty=EmptyState(
            _("没有其他模块"), _("平台增加新的模块后会出现在这里。"), icon="puzzle-piece"
        ),
    )  # fmt: skip
    return Panel(title, (table,))


def _category(module: Module) -> str:
    return str(CATEGORIES[module.manifest.category])


def _version(module: Module, row: ModuleInstall | None) -> str | Tag:
    newest = module.manifest.version
    if row is None or not row.version or row.version == newest:
        return newest
    return Tag(_("%(old)s，可升级到 %(new)s") % {"old": row.version, "new": newest}, "warn")


def _fault_notices() -> list[Component]:
    return [_fault_notice(fault) for fault in faults_here() if fault.module in registry()]


def _fault_notice(fault: ModuleFault) -> Notice:
    facts = {"module": registry()[fault.module].manifest.said, "n": fault.failures}
    text = ngettext(
        "“%(module)s”近来在本单位的页面上出错 %(n)s 次。",
        "“%(module)s”近来在本单位的页面上出错 %(n)s 次。",
        fault.failures,
    )
    act = Button(_("查看"), href=reverse("unit_modules:module", args=[fault.module]), small=True)
    if fault.off_at is not None:
        text += _("平台已暂时不再把它的内容放到其他页面上，它自己的页面不受影响。")
    return Notice(text % facts, "warn", act=act)


@MANAGE
@require_safe
def module_page(request: PersonRequest, name: str) -> HttpResponse:
    """One module like a product sheet, with what may be done with it here."""
    module, row = module_named(name), rows_here().get(name)
    head = PageHead(
        module.manifest.said,
        crumbs=(Crumb(_("模块管理"), reverse("unit_modules:list")), Crumb(module.manifest.said)),
        acts=_acts(module, row),
        note=module.manifest.said_summary,
        marks=(install_tag(row.state if row else ""), Tag(LAYERS[module.manifest.layer])),
    )
    fault = faults_here().filter(module=name).first()
    parts: list[Component] = [*_errors(row), Panel(_("基本情况"), (facts_of(module, row),))]
    parts.append(Panel(_("带来的权限"), (permissions_table(module),)))
    parts.append(Panel(_("保存的数据"), (data_table(module),)))
    context = {"head": head, "parts": parts, "fault": fault, "limit": FAILURES_UNTIL_OFF}
    return render(request, "installer/module.html", {**context, "module": module})


def _acts(module: Module, row: ModuleInstall | None) -> tuple[Button, ...]:
    version = row.version if row else ""
    return tuple(
        Button(
            WORDS[act].title, WORDS[act].kind, reverse("unit_modules:act", args=[module.name, act])
        )
        for act in possible_acts(module, state_of(row), version)
    )


def _errors(row: ModuleInstall | None) -> list[Component]:
    if row is None or not row.error:
        return []
    text = _("上一次安装或升级没有成功，单位的数据没有变化：%(why)s") % {"why": row.error}
    return [Notice(text, "bad")]


@require_POST
@MANAGE
def ask_module_again(request: PersonRequest, name: str) -> HttpResponse:
    """Forget the module's failures and put it on the unit's pages again."""
    ask_again(module=module_named(name).name)
    messages.success(request, _("已恢复，它的内容会重新出现在各页面上。"))
    return redirect("unit_modules:module", name)
