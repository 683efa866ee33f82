"""``citydesk units reform …``: plan, rehearse, carry out, and look at what was done."""

from pathlib import Path
from typing import Any
from uuid import UUID

import click
from django.utils import timezone
from django.utils.translation import gettext as _
from rich.console import Group

from core.cli.public import Answer, answers
from core.context import open_city
from core.units.models import Reform
from core.units.reform import Rehearsal, cancel_reform, rehearse_reform
from tenancy import reform as reforms
from tenancy.reform_file import read_reform
from tenancy.terminal import grid
from tenancy.trail import operator

_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@click.group(help=_("机构改革：更名、划转、合并、拆分、撤销，先演练后实施"))
def reform() -> None:
    """Hold the commands of reforms."""


@reform.command("plan", help=_("登记改革方案（TOML 文件）并演练；单位没有任何改动"))
@click.argument("file", type=_FILE)
@answers("database")
def plan(file: Path) -> Answer:
    """Put a reform down and show what it would do."""
    planned, rehearsal = reforms.plan(read_reform(file), by=operator(), at=timezone.now())
    return _rehearsed(planned.id, rehearsal)


@reform.command(help=_("再次演练"))
@click.argument("reform_id", type=click.UUID, metavar="ID")
@answers("database")
def rehearse(reform_id: UUID) -> Answer:
    """Show what a planned reform would do now."""
    found = rehearse_reform(reform_id=reform_id, by=operator(), at=timezone.now())
    return _rehearsed(reform_id, found)


@reform.command("carry-out", help=_("实施：一次完成全部步骤，然后开通新单位，导出并关闭撤并的单位"))
@click.argument("reform_id", type=click.UUID, metavar="ID")
@answers("database")
def carry_out(reform_id: UUID) -> Answer:
    """Carry a rehearsed reform out; again after a stop, go on where it was."""
    done = reforms.carry_out(reform_id, by=operator(), at=timezone.now())
    document = {
        "id": str(reform_id),
        "exports": {code: str(path) for code, path in done.exports.items()},
        "missing": [each.as_json() for each in done.missing],
        "failed": done.unsealed.as_json()["failed"],
    }
    text = _("改革已实施。导出：%(exports)s") % {
        "exports": ", ".join(map(str, done.exports.values())) or "—"
    }
    complaint = _("未完成 [reform_unfinished] 还有单位没有开通或关闭，再次运行同一命令即可继续。")
    return Answer(document, text, done.ok, "" if done.ok else complaint)


@reform.command(help=_("取消尚未实施的改革；记录保留"))
@click.argument("reform_id", type=click.UUID, metavar="ID")
@click.option("--reason", required=True, help=_("理由"))
@answers("database")
def cancel(reform_id: UUID, reason: str) -> Answer:
    """Give a planned reform up."""
    cancel_reform(reform_id=reform_id, reason=reason, by=operator(), at=timezone.now())
    return Answer({"id": str(reform_id), "state": "cancelled"}, _("已取消。"))


@reform.command("list", help=_("列出改革"))
@answers("database")
def list_reforms() -> Answer:
    """Answer with every reform that was planned."""
    with open_city():
        found = list(Reform.objects.order_by("planned_at"))
    heads = ("ID", _("名称"), _("依据"), _("生效日期"), _("状态"))
    rows = [
        (row.id, row.title, row.basis, row.effective_on, row.get_state_display()) for row in found
    ]
    return Answer([_as_json(row) for row in found], grid(heads, rows))


@reform.command(help=_("查看一项改革：步骤、演练和结果"))
@click.argument("reform_id", type=click.UUID, metavar="ID")
@answers("database")
def show(reform_id: UUID) -> Answer:
    """Answer with the record of one reform."""
    found = reforms.reform_of(reform_id)
    kept: dict[str, Any] = found.outcome or found.rehearsal or {}
    document = {**_as_json(found), "rehearsal": found.rehearsal, "outcome": found.outcome}
    return Answer(document, _effects(kept))


def _as_json(row: Reform) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "title": row.title,
        "basis": row.basis,
        "effective_on": row.effective_on,
        "state": row.state,
        "planned_by": row.planned_by,
        "ended_by": row.ended_by,
    }


def _rehearsed(reform_id: UUID, rehearsal: Rehearsal) -> Answer:
    document = {"id": str(reform_id), **rehearsal.as_json()}
    problems = "\n".join(
        _("未完成 [%(code)s] 第 %(step)s 步：%(message)s")
        % {"code": each.code, "step": each.step, "message": each.message}
        for each in rehearsal.problems
    )
    text = Group(_effects(rehearsal.as_json()), _("改革编号：%(id)s") % {"id": reform_id})
    return Answer(document, text, not rehearsal.problems, problems)


def _effects(kept: dict[str, Any]) -> Any:
    heads = (_("步骤"), _("对象"), _("代码"), _("变化"), _("原来"), _("现在"))
    keys = ("step", "what", "code", "act", "old", "new")
    return grid(heads, [[effect[key] for key in keys] for effect in kept.get("effects", [])])
