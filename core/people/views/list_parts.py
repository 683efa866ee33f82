"""What the page of a list of people shows: errors line by line, the plan, the lists of before."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from core.lists.problems import RowError
from core.people.listing.columns import titles
from core.people.listing.plan import roles_told
from core.people.models import PeopleList, PeopleListState
from core.people.services.importing import Preview
from core.ui.components.base import Component
from core.ui.components.dialogs import Confirm
from core.ui.components.facts import Figure, Figures
from core.ui.components.marks import StateTag, Tone
from core.ui.components.notices import EmptyState, Notice
from core.ui.components.panels import Panel
from core.ui.components.tables import Column, Table

#: As much as a page shows; the file with the errors has them all.
SHOWN = 100
_LATEST = 10


def errors_of(errors: Sequence[RowError]) -> tuple[Component, ...]:
    """Everything wrong with a list, by line."""
    if not errors:
        return ()
    text = _("名单中有 %(n)s 处需要改正，没有任何改动。请在文件中改正后重新上传。") % {
        "n": len(errors)
    }
    parts: list[Component] = [Notice(text, "bad", alert=True)]
    if len(errors) > SHOWN:
        parts.append(Notice(_("这里只列出前 %(n)s 处，其余见错误文件。") % {"n": SHOWN}))
    return (*parts, _error_table(errors[:SHOWN]))


def errors_as_rows(preview: Preview) -> tuple[list[str], list[list[object]]]:
    """The wrong lines as they were, with what to do behind them."""
    told: dict[int, list[str]] = {}
    for error in preview.checked.errors:
        told.setdefault(error.row, []).append(f"{error.column}：{error.message}")
    shown = titles()
    rows: list[list[object]] = [
        [*(values.get(column, "") for column in shown), "\n".join(told[row])]
        for row, values in preview.read.records
        if row in told
    ]
    return [*shown.values(), _("错误说明")], rows


def plan_of(kept: PeopleList, preview: Preview | None) -> tuple[Component, ...]:
    """What the list would do, before anything is done; or what it has done."""
    if preview is None:
        return _outcome(kept)
    parts: list[Component] = [
        Panel(_("核对结果"), (Figures(_("核对结果"), _counts(preview)),)),
        *errors_of(preview.checked.errors),
    ]
    if preview.checked.extra_columns:
        names = "、".join(preview.checked.extra_columns)
        parts.append(Notice(_("以下各列不读取：%(names)s") % {"names": names}))
    if preview.plan.changes:
        parts.append(Panel(_("现有人员的变化"), (_changes(preview),)))
    if preview.plan.new:
        parts.append(Panel(_("新增人员"), (_new(preview),)))
    return tuple(parts)


def recent_lists() -> Table:
    """The lists of before, with what came of each."""
    return Table(
        name="lists",
        label=_("最近导入的名单"),
        columns=(
            Column("name", _("文件"), card="title", width="wide"),
            Column("state", _("状态"), _state, card="aside"),
            Column("checked_by", _("上传人")),
            Column("checked_at", _("上传时间")),
            Column("added", _("新增"), align="end"),
            Column("changed", _("变更"), align="end"),
            Column("left_out", _("未导入的行"), align="end"),
        ),
        rows=list(PeopleList.objects.defer("content")[:_LATEST]),
        row_url=lambda row: reverse("people:list", args=[row.pk]),
        empty=EmptyState(_("还没有导入过名单"), _("先下载模板，填好后在上面上传。"), icon="users"),
    )


def _state(kept: PeopleList) -> StateTag:
    tones: dict[str, Tone] = {PeopleListState.ACCEPTED: "good", PeopleListState.CHECKED: "warn"}
    return StateTag(kept.get_state_display(), tones.get(kept.state, "neutral"))


def _outcome(kept: PeopleList) -> tuple[Component, ...]:
    if kept.state != PeopleListState.ACCEPTED:
        return (Notice(_("这份名单没有导入，没有任何改动；其中的内容已经清除。")),)
    figures = (
        Figure(_("新增"), kept.added),
        Figure(_("变更"), kept.changed),
        Figure(_("未导入的行"), kept.left_out),
    )
    return (Panel(_("导入结果"), (Figures(_("导入结果"), figures),)),)


def _counts(preview: Preview) -> tuple[Figure, ...]:
    new, changed = len(preview.plan.new), len(preview.plan.changed)
    wrong = len(preview.checked.wrong_rows)
    return (
        Figure(_("新增"), f"{new:,}", tone="good" if new else ""),
        Figure(_("变更"), f"{changed:,}", tone="warn" if changed else ""),
        Figure(_("没有变化"), f"{preview.plan.unchanged:,}"),
        Figure(_("需要改正的行"), f"{wrong:,}", tone="bad" if wrong else ""),
        Figure(_("不在名单中的人员"), "—", note=_("保持不变")),
    )


def _error_table(errors: Sequence[RowError]) -> Table:
    return Table(
        name="errors",
        label=_("需要改正的地方"),
        columns=(
            Column("row", _("行"), lambda one: one.row or _("整个文件"), card="title"),
            Column("column", _("列"), card="aside"),
            Column("value", _("内容")),
            Column("message", _("问题与改法"), width="wide"),
        ),
        rows=errors,
        row_key=lambda one: one.row,
    )


def _changes(preview: Preview) -> Table:
    shown = titles()
    return Table(
        name="changes",
        label=_("现有人员的变化"),
        columns=(
            Column("row", _("行"), width="narrow", card="none"),
            Column("name", _("姓名"), card="title"),
            Column("column", _("列"), lambda one: shown[one.column], card="aside"),
            Column("old", _("原内容")),
            Column("new", _("新内容")),
        ),
        rows=preview.plan.changes[:SHOWN],
        row_key=lambda one: f"{one.row}{one.column}",
        count=len(preview.plan.changes),
    )


def _new(preview: Preview) -> Table:
    known = preview.known
    return Table(
        name="new",
        label=_("新增人员"),
        columns=(
            Column("row", _("行"), width="narrow", card="none"),
            Column("name", _("姓名"), card="title"),
            Column("title", _("职务"), card="aside"),
            Column("department", _("内设机构"), lambda row: known.paths.get(row.department_id, "")),
            Column("number", _("手机号或工号"), lambda row: row.mobile or row.staff_number),
            Column("roles", _("角色"), lambda row: _roles_of_new(row.roles, preview)),
        ),
        rows=preview.plan.new[:SHOWN],
        row_key=lambda row: row.row,
        count=len(preview.plan.new),
    )


def _roles_of_new(roles: tuple[str, ...] | None, preview: Preview) -> str:
    return roles_told(("staff",) if roles is None else roles, preview.known)


def only_correct_question(kept: PeopleList, preview: Preview) -> Confirm | None:
    """The second choice, asked for expressly: do without the wrong lines."""
    if not preview.checked.errors or preview.plan.is_empty:
        return None
    facts = {"new": len(preview.plan.new), "changed": len(preview.plan.changed)}
    return Confirm(
        "only-correct",
        _("只导入正确的行？"),
        reverse("people:list_accept", args=[kept.pk]),
        _("只导入正确的行"),
        effects=(
            _("新增 %(new)d 人，变更 %(changed)d 人") % facts,
            _("有误的 %(n)d 行不导入，可下载错误文件，改正后再上传")
            % {"n": len(preview.checked.wrong_rows)},
        ),
        fields={"basis": preview.plan.basis, "only_correct": "1"},
    )
