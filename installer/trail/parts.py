"""What the pages of a trail show: the register of its lines, and the timeline of one object."""

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.audit.entry import Result, TrailEntry
from core.audit.selectors import Sought
from core.identity.devices import device_name
from core.ui.components.lists import ListState
from core.ui.components.marks import StateTag
from core.ui.components.notices import EmptyState
from core.ui.components.pages import keyset_page
from core.ui.components.tables import Column, Filter, Table
from core.ui.components.trail import Trail, TrailStep
from core.ui.dates import moment
from installer.trail.words import act_title

#: More lines than this go into evidence, not into a table for people.
MOST_ROWS = 20_000
#: An object with a longer history is read as a register.
MOST_STEPS = 500
_ORDER = ("-at", "-id")


def register(
    lines: QuerySet[Any], state: ListState, *, timeline_url: str, export_url: str = ""
) -> Table:
    """The lines that the address asks for, the latest first, fifty a page."""
    found = Sought.of({key: state.value(key) for key in state.query}).among(lines)
    page = keyset_page(found, order=_ORDER, state=state)
    return Table(
        name="trail",
        label=_("审计记录"),
        columns=_columns(),
        rows=page.rows,
        state=state,
        row_url=lambda line: f"{timeline_url}{_query(subject=line.subject)}",
        pages=page.pagination,
        export_url=export_url,
        empty=EmptyState(_("没有符合条件的记录"), _("可放宽时间、人员或事项再查。")),
        wide=True,
    )


def _columns() -> tuple[Column, ...]:
    results = Filter("choice", [("", _("全部")), *Result.choices])
    return (
        Column("at", _("时间"), width="narrow", card="aside"),
        Column("person", _("人员"), who, filter=Filter()),
        Column("action", _("事项"), lambda line: act_title(line.action), card="title"),
        Column("subject", _("对象"), width="wide", filter=Filter()),
        Column("result", _("结果"), result_tag, filter=results),
        Column("address", _("来源"), whence, card="none"),
    )


def who(line: TrailEntry) -> str:
    """Name and post of the day, and for whom."""
    name = f"{line.person_name} {line.title}".strip() or _("未登录")
    return f"{name}（{_('代')} {line.acting_for}）" if line.acting_for else name


def result_tag(line: TrailEntry) -> StateTag:
    """How it ended, as a mark."""
    return StateTag(Result(line.result).label, "good" if line.result == Result.DONE else "bad")


def whence(line: TrailEntry) -> str:
    """The address and the device, or that it was a job."""
    if line.request_id.startswith("job:"):
        return _("后台任务")
    device = device_name(line.device) if line.device else ""
    return " ".join(filter(None, (line.address, device)))


def steps(lines: Iterable[TrailEntry]) -> Trail:
    """The lines of one object as a line of dots, the first act first."""
    return Trail(_("全部经过"), tuple(_step(line) for line in lines))


def _step(line: TrailEntry) -> TrailStep:
    refused = f"（{Result.REFUSED.label}）" if line.result == Result.REFUSED else ""
    return TrailStep(
        title=act_title(line.action) + refused,
        who=who(line),
        state="done",
        opinion=_facts(line),
        acted_at=line.at,
        via=whence(line),
    )


def _facts(line: TrailEntry) -> str:
    """What else the line holds; the digests say that the object changed, not how."""
    facts = json.dumps(line.detail, ensure_ascii=False, sort_keys=True) if line.detail else ""
    if line.after and line.before != line.after:
        facts += f" {line.before[:8] or '—'} → {line.after[:8]}"
    return facts.strip()


HEAD = ("编号", "时间", "人员", "职务", "代理", "事项代码", "事项", "对象", "结果", "变动前摘要",
        "变动后摘要", "地址", "设备", "请求号", "说明")  # fmt: skip


def head() -> list[str]:
    """The columns of an exported table."""
    return [_(word) for word in HEAD]


def rows(lines: QuerySet[Any]) -> list[list[object]]:
    """The lines as rows of an exported table, the latest first."""
    return [
        [
            line.pk, moment(line.at), line.person_name, line.title, line.acting_for, line.action,
            act_title(line.action), line.subject, Result(line.result).label, line.before,
            line.after, line.address, line.device, line.request_id, _facts(line),
        ]
        for line in lines.order_by(*_ORDER)[:MOST_ROWS]
    ]  # fmt: skip


def _query(**words: str) -> str:
    return "&" + urlencode(words)
