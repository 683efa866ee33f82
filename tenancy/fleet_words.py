"""What the commands of the fleet answer, to a script and to a person."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from rich.console import Group
from rich.text import Text

from core.cli.public import Answer
from core.modules.models import InstallState
from core.ui.dates import moment
from core.units.kinds import UnitEventKind
from core.units.listing import ImportPlan
from core.units.models import Unit
from tenancy.importing import Missing, Preview
from tenancy.many import Outcome
from tenancy.terminal import grid

_NOTHING: dict[str, Any] = {"created": 0, "changed": 0, "unchanged": 0}


def refused(preview: Preview) -> Answer:
    """A list with something wrong in it: each place, what is wrong, the way out."""
    heads = (_("文件"), _("行"), _("列"), _("内容"), _("问题与改法"))
    rows = [
        (each.file, each.error.row or "", each.error.column, each.error.value, each.error.message)
        for each in preview.errors
    ]
    facts = {"n": preview.error_count, "shown": len(rows)}
    complaint = _("未完成 [list_refused] 清单中有 %(n)s 处需要改正，没有任何改动。") % facts
    if preview.left_out:
        complaint += _("只列出前 %(shown)s 处。") % facts
    errors = [each.as_json() for each in preview.errors]
    return Answer(
        {**_NOTHING, "errors": errors}, grid(heads, rows, 1), ok=False, complaint=complaint
    )


def planned(plan: ImportPlan) -> Answer:
    """What a list would do; nothing was changed."""
    changes = grid(
        (_("代码"), _("项目"), _("现在"), _("改为")),
        [
            (change.code, change.column, change.old, change.new)
            for change in (*plan.units.changes, *plan.organs.changes)
        ],
    )
    document = {**plan.as_json(), "errors": [], "dry_run": True}
    text = _("没有任何改动（仅核对）。")
    parts = (_counts(plan), changes, text) if changes.row_count else (_counts(plan), text)
    return Answer(document, Group(*parts))


def _counts(plan: ImportPlan) -> str:
    facts = {
        "created": len(plan.units.created),
        "changed": len(plan.units.changed),
        "unchanged": len(plan.units.unchanged),
        "organs": len(plan.organs.created),
    }
    return (
        _(
            "新增单位 %(created)s，变更 %(changed)s，没有变化 %(unchanged)s；"
            "新增发文机关 %(organs)s。"
        )
        % facts
    )


def imported(plan: ImportPlan, made: int, missing: Sequence[Missing], codes: Path | None) -> Answer:
    """How an import ended: what was registered, made, and is still missing."""
    lines = [_counts(plan), _("本次开通 %(n)s 家。") % {"n": made}]
    if codes is not None:
        lines.append(_("激活码清单（仅操作员可读，请妥善交付后删除）：%(path)s") % {"path": codes})
    document = {
        **plan.as_json(), "errors": [], "made": made, **_missing(missing),
        "codes_file": str(codes) if codes else None,
    }  # fmt: skip
    return Answer(document, Text("\n".join(lines)), not missing, _complaint(missing))


def retried(made: int, missing: Sequence[Missing]) -> Answer:
    """How a second try ended."""
    text = _("本次开通 %(n)s 家。") % {"n": made}
    return Answer({"made": made, **_missing(missing)}, text, not missing, _complaint(missing))


def _missing(missing: Sequence[Missing]) -> dict[str, Any]:
    return {"missing": len(missing), "failed": [each.as_json() for each in missing]}


def _complaint(missing: Sequence[Missing]) -> str:
    if not missing:
        return ""
    head = _("未完成 [units_missing] 还有 %(n)s 家没有开通，再次运行同一命令即可继续：")
    causes = [f"  {each.code} {each.name} {each.cause}" for each in missing[:20]]
    more = [_("  ……")] if len(missing) > len(causes) else []
    return "\n".join([head % {"n": len(missing)}, *causes, *more])


def listed(units: Sequence[Unit]) -> Answer:
    """The fleet."""
    heads = (_("代码"), _("单位"), _("层级"), _("类别"), _("上级"), _("状态"))
    rows = [
        (
            unit.code, unit.name, unit.get_level_display(), unit.get_kind_display(),
            unit.parent.code if unit.parent else "", unit.get_state_display(),
        )
        for unit in units
    ]  # fmt: skip
    count = _("共 %(n)s 家") % {"n": len(units)}
    return Answer([as_json(unit) for unit in units], Group(grid(heads, rows), count))


def as_json(unit: Unit) -> dict[str, Any]:
    """A unit as scripts read it; ``unit.parent`` should have been read with it."""
    return {
        "code": unit.code,
        "name": unit.name,
        "short_name": unit.short_name,
        "level": unit.level,
        "kind": unit.kind,
        "parent_code": unit.parent.code if unit.parent else None,
        "division_code": unit.division_code,
        "state": unit.state,
        "fee_class": unit.fee_class,
    }


def shown(record: dict[str, Any]) -> Answer:
    """One unit with its record."""
    unit: Unit = record.pop("unit")
    document = {**as_json(unit), **record}
    facts = grid(
        ("", ""),
        [
            (_("单位"), unit.name), (_("简称"), unit.short_name), (_("代码"), unit.code),
            (_("层级"), unit.get_level_display()), (_("类别"), unit.get_kind_display()),
            (_("上级"), unit.parent.name if unit.parent else "—"),
            (_("状态"), unit.get_state_display()), (_("开通时间"), moment(unit.provisioned_at)),
        ],
    )  # fmt: skip
    facts.show_header = False
    modules = grid(
        (_("模块"), _("版本"), _("状态"), _("故障")),
        [
            (row["module"], row["version"], InstallState(row["state"]).label, row["error"])
            for row in record["modules"]
        ],
    )
    events = grid(
        (_("时间"), _("事项"), _("经办"), _("理由")),
        [
            (moment(e["at"]), UnitEventKind(e["kind"]).label, e["by"] or _("平台"), e["reason"])
            for e in record["events"]
        ],
    )
    return Answer(document, Group(facts, "", modules, "", events))


def acted(outcome: Outcome) -> Answer:
    """How an act on units went."""
    facts = {"done": outcome.done, "skipped": outcome.skipped, "failed": len(outcome.failed)}
    text = _("完成 %(done)s，原已如此 %(skipped)s，失败 %(failed)s。") % facts
    complaint = "\n".join(
        _("未完成 [%(code)s] %(unit)s：%(message)s") % each.as_json() for each in outcome.failed
    )
    return Answer(outcome.as_json(), text, not outcome.failed, complaint)
