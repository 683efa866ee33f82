"""What the page of a reform shows: its steps, what they change, what stands in the way."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.ui.components.base import Component
from core.ui.components.facts import DefinitionList, Fact
from core.ui.components.notices import EmptyState, Notice
from core.ui.components.panels import Panel
from core.ui.components.tables import Column, Table
from core.ui.dates import moment
from core.units.kinds import ReformAct
from core.units.models import Reform, ReformStep

_WHAT: dict[str, str | Promise] = {
    "unit": gettext_lazy("单位"),
    "organ": gettext_lazy("机关"),
    "number_code": gettext_lazy("代字"),
}
_ACTS: dict[str, str | Promise] = {
    "created": gettext_lazy("新设"),
    "closed": gettext_lazy("已关闭"),
    "renamed": gettext_lazy("更名"),
    "moved": gettext_lazy("调整上级"),
    "led": gettext_lazy("改由其领导"),
    "hosted": gettext_lazy("改设在"),
    "guided": gettext_lazy("改由其指导"),
    "ended": gettext_lazy("撤销"),
    "kept": gettext_lazy("沿用"),
}


def parts_of(reform: Reform) -> list[Component]:
    """The parts of the page, in the order of a reform's life."""
    parts: list[Component] = [Panel(_("基本情况"), (_facts(reform),)), _steps(reform)]
    shown = reform.outcome or reform.rehearsal
    if shown is None:
        parts.insert(0, Notice(_("还没有演练。演练会列出全部变化，不做任何改动。")))
        return parts
    if shown["problems"]:
        parts.insert(0, Notice(_("演练发现问题，现在不能实施。"), "bad"))
        parts.append(_problems(shown["problems"]))
    title = _("已经发生的变化") if reform.outcome else _("演练结果：将有的变化")
    parts.append(Panel(title, (_effects(shown["effects"]),)))
    return parts


def _facts(reform: Reform) -> DefinitionList:
    return DefinitionList(
        (
            Fact(_("生效日期"), reform.effective_on),
            Fact(_("依据文件"), reform.basis),
            Fact(_("拟定"), f"{moment(reform.planned_at)} {reform.planned_by}"),
            Fact(_("演练时间"), moment(reform.rehearsed_at)),
            Fact(_("办结"), f"{moment(reform.ended_at)} {reform.ended_by}".strip()),
            Fact(_("取消原因"), reform.cancel_reason),
        )
    )


def _steps(reform: Reform) -> Panel:
    table = Table(
        name="steps",
        label=_("步骤"),
        columns=(
            Column("position", _("步"), card="aside"),
            Column("act", _("事项"), ReformStep.get_act_display, card="title"),
            Column("unit", _("单位"), lambda step: f"{step.unit.name}（{step.unit.code}）"),
            Column("details", _("内容"), _details, width="wide"),
        ),
        rows=list(reform.steps.select_related("unit")),
    )
    return Panel(_("步骤"), (table,))


def _details(step: ReformStep) -> str:
    found: dict[str, Any] = step.details
    if step.act == ReformAct.SPLIT:
        return "、".join(f"{part['name']}（{part['code']}）" for part in found["parts"])
    if step.act == ReformAct.RENAME:
        return f"→ {found['name']}（{found['short_name']}）"
    other = found.get("to") or found.get("into") or found.get("children_to") or ""
    return f"→ {other}" if other else ""


def _problems(problems: list[dict[str, Any]]) -> Panel:
    table = Table(
        name="problems",
        label=_("问题"),
        columns=(
            Column("step", _("步"), card="aside"),
            Column("message", _("问题"), card="title", width="wide"),
        ),
        rows=problems,
        row_key=lambda row: row["code"],
    )
    return Panel(_("问题"), (table,))


def _effects(effects: list[dict[str, Any]]) -> Table:
    return Table(
        name="effects",
        label=_("变化"),
        columns=(
            Column("step", _("步"), card="aside"),
            Column("what", _("对象"), lambda row: _WHAT.get(row["what"], row["what"])),
            Column("code", _("代码"), card="title"),
            Column("act", _("变化"), lambda row: _ACTS.get(row["act"], row["act"])),
            Column("old", _("现在")),
            Column("new", _("改为")),
        ),
        rows=effects,
        row_key=lambda row: row["code"],
        count=len(effects),
        empty=EmptyState(_("没有变化")),
    )
