"""What the page of an import shows: errors line by line, the plan, how far it has come."""

from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.ui.components.base import Component
from core.ui.components.facts import DefinitionList, Fact, Figure, Figures
from core.ui.components.notices import EmptyState, Notice
from core.ui.components.panels import Panel
from core.ui.components.progress import Progress
from core.ui.components.tables import Column, Table
from core.ui.dates import moment
from core.ui.links import city_url
from core.units.kinds import Kind, Level, State
from installer.console.bars import making_bar
from installer.imports import units_of
from installer.models import ImportState, UnitImport
from tenancy.importing import ListError, Preview
from tenancy.selectors import failing_units

#: Columns of lists in the office's words.
_COLUMN_TITLES: dict[str, str | Promise] = {
    "code": gettext_lazy("代码"),
    "name": gettext_lazy("名称"),
    "short_name": gettext_lazy("简称"),
    "level": gettext_lazy("层级"),
    "kind": gettext_lazy("类别"),
    "parent_code": gettext_lazy("上级代码"),
    "division_code": gettext_lazy("区划代码"),
    "unit_code": gettext_lazy("所在单位"),
    "superior_code": gettext_lazy("上级机关"),
    "guide_codes": gettext_lazy("业务指导机关"),
    "number_codes": gettext_lazy("发文代字"),
    "dual_led": gettext_lazy("双重领导"),
}


def errors_of(preview: Preview) -> tuple[Component, ...]:
    """Everything wrong with a list, by line."""
    count = preview.error_count
    text = _("清单中有 %(n)s 处需要改正，没有任何改动。请在文件中改正后重新上传。") % {"n": count}
    parts: list[Component] = [Notice(text, "bad", alert=True)]
    if preview.left_out:
        more = _("这里只列出前 %(n)s 处。") % {"n": len(preview.errors)}
        parts.append(Notice(more, "info"))
    return (*parts, _error_table(preview.errors))


def _error_table(errors: tuple[ListError, ...]) -> Table:
    several = len({error.file for error in errors}) > 1 or errors[0].file == "organs"
    files = {"units": _("单位清单"), "organs": _("发文机关清单")}
    return Table(
        name="errors",
        label=_("需要改正的地方"),
        columns=(
            *((Column("file", _("文件"), lambda one: files[one.file]),) if several else ()),
            Column("row", _("行"), lambda one: one.error.row or _("整个文件"), card="title"),
            Column("column", _("列"), lambda one: one.error.column, card="aside"),
            Column("value", _("内容"), lambda one: one.error.value),
            Column("message", _("问题与改法"), lambda one: one.error.message, width="wide"),
        ),
        rows=errors,
        row_key=lambda one: one.error.row,
        count=len(errors),
    )


def plan_of(found: UnitImport) -> tuple[Component, ...]:
    """What the list would do, before anything is done."""
    plan = found.summary
    parts: list[Component] = [
        *_gone(found),
        Panel(_("核对结果"), (Figures(_("核对结果"), _counts(plan)),)),
    ]
    if plan["extra_columns"]:
        names = "、".join(plan["extra_columns"])
        parts.append(Notice(_("以下各列不读取：%(names)s") % {"names": names}))
    if plan["changes"]:
        parts.append(_changes(_("单位资料的变化"), plan["changes"], plan["more_changes"]))
    if plan["organs"]["changes"]:
        parts.append(_changes(_("发文机关的变化"), plan["organs"]["changes"], 0))
    if plan["new"]:
        parts.append(Panel(_("新增单位"), (_new(plan),)))
    return tuple(parts)


def _gone(found: UnitImport) -> list[Component]:
    if found.state == ImportState.OUTDATED:
        text = _("核对之后单位资料有变化，这份清单没有导入，没有任何改动。请重新上传。")
        return [Notice(text, "warn")]
    return []


def _counts(plan: dict[str, Any]) -> tuple[Figure, ...]:
    organs = plan["organs"]
    return (
        Figure(_("新增单位"), f"{plan['created']:,}", tone="good" if plan["created"] else ""),
        Figure(_("变更单位"), f"{plan['changed']:,}", tone="warn" if plan["changed"] else ""),
        Figure(_("没有变化"), f"{plan['unchanged']:,}"),
        Figure(_("不在清单中"), f"{plan['untouched']:,}", note=_("保持不变")),
        Figure(_("新增机关"), f"{organs['created']:,}"),
        Figure(_("变更机关"), f"{organs['changed'] + organs['retired']:,}"),
    )


def _changes(title: str, changes: list[dict[str, str]], more: int) -> Panel:
    table = Table(
        name=f"changes-{len(title)}",
        label=title,
        columns=(
            Column("code", _("代码"), card="title"),
            Column("column", _("项目"), _column_title, card="aside"),
            Column("old", _("现在")),
            Column("new", _("改为")),
        ),
        rows=changes,
        row_key=lambda row: row["code"],
        count=len(changes) + more,
    )
    note = _("只列出前 %(n)s 项。") % {"n": len(changes)} if more else ""
    return Panel(title, (table,), note=note)


def _column_title(row: dict[str, str]) -> str:
    return str(_COLUMN_TITLES.get(row["column"], row["column"]))


def _new(plan: dict[str, Any]) -> Table:
    return Table(
        name="new",
        label=_("新增单位"),
        columns=(
            Column("name", _("名称"), lambda row: row[1], card="title", width="wide"),
            Column("code", _("代码"), lambda row: row[0], card="aside"),
            Column("level", _("层级"), lambda row: Level(row[2]).label),
            Column("kind", _("类别"), lambda row: Kind(row[3]).label),
            Column("parent", _("上级代码"), lambda row: row[4]),
        ),
        rows=plan["new"],
        row_key=lambda row: row[0],
        count=plan["created"],
    )


def bar_of(found: UnitImport, at: datetime) -> Progress:
    """How far a confirmed import has come; it asks for its next state until it is over."""
    url = city_url("console:progress", found.pk)
    if found.state == ImportState.CONFIRMED:
        total = found.summary["created"]
        return Progress("making", _("正在登记单位"), 0, total, poll_url=url)
    return making_bar(units_of(found), "making", url, at=at)


def running_parts(found: UnitImport, at: datetime) -> tuple[Component, ...]:
    """How far a confirmed import has come; at its end the way to the activation codes."""
    bar = bar_of(found, at)
    if not bar.total and not bar.poll_url:
        text = _("清单中没有新增的单位，变更的资料已经更新。")
        return (Notice(text, "good"), _facts(found))
    parts: list[Component] = [Panel(_("开通进度"), (bar,))]
    failed = failing_units().filter(unit__in=units_of(found).filter(state=State.PENDING))
    if rows := list(failed[:50]):
        parts.append(Panel(_("没有开通的单位"), (_failed(rows),)))
    return (*parts, _facts(found), _made(found))


def _failed(rows: list[Any]) -> Table:
    return Table(
        name="failed",
        label=_("没有开通的单位"),
        columns=(
            Column("unit", _("单位"), lambda row: row.unit.name, card="title"),
            Column("error", _("原因"), width="wide"),
            Column("changed_at", _("时间")),
        ),
        rows=rows,
    )


def _facts(found: UnitImport) -> Panel:
    taken = found.codes_taken_at
    shown = f"{moment(taken)} {found.codes_taken_by}" if taken else _("尚未下载")
    facts = (
        Fact(_("文件"), found.name),
        Fact(_("上传时间"), f"{moment(found.checked_at)} {found.checked_by}"),
        Fact(_("确认时间"), f"{moment(found.confirmed_at)} {found.confirmed_by}"),
        Fact(_("激活码"), shown),
    )
    return Panel(_("记录"), (DefinitionList(facts),))


def _made(found: UnitImport) -> Panel:
    last = units_of(found).exclude(state=State.PENDING).order_by("-provisioned_at")[:20]
    table = Table(
        name="made",
        label=_("最近开通的单位"),
        columns=(
            Column("name", _("单位"), card="title", width="wide"),
            Column("code", _("代码"), card="aside"),
            Column("provisioned_at", _("开通时间")),
        ),
        rows=list(last),
        row_url=lambda unit: city_url("console:unit", unit.code),
        empty=EmptyState(_("还没有开通的单位"), _("后台任务启动后会出现在这里。")),
    )
    return Panel(_("最近开通的单位"), (table,))
