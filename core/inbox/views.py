"""The workbench: 待办, 待阅, 已办, 已阅, and what the unit's modules put beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from core.contracts.urgency import Urgency
from core.inbox.models import InboxItem, Kind
from core.inbox.selectors import OpenItems, done_items, items_of
from core.ui import (
    Column,
    EmptyState,
    ListState,
    PageHead,
    Table,
    TabLine,
    Tabs,
    keyset_page,
    urgency_tag,
)
from core.web.access import signed_in
from core.web.request import PersonRequest


@dataclass(frozen=True, slots=True)
class Box:
    """One of the four boxes; open ones are counted, done ones are paged."""

    key: str
    title: str | Promise
    kind: Kind
    is_open: bool
    empty: EmptyState


BOXES = (
    Box(
        "act",
        gettext_lazy("待办"),
        Kind.ACT,
        True,
        EmptyState(gettext_lazy("没有待办事项"), gettext_lazy("需要您办理的事项会出现在这里。")),
    ),
    Box(
        "read",
        gettext_lazy("待阅"),
        Kind.READ,
        True,
        EmptyState(gettext_lazy("没有待阅文件"), gettext_lazy("分送给您阅知的文件会出现在这里。")),
    ),
    Box(
        "done",
        gettext_lazy("已办"),
        Kind.ACT,
        False,
        EmptyState(gettext_lazy("还没有已办事项"), gettext_lazy("办理过的事项会留在这里。")),
    ),
    Box(
        "seen",
        gettext_lazy("已阅"),
        Kind.READ,
        False,
        EmptyState(gettext_lazy("还没有已阅文件"), gettext_lazy("阅读过的文件会留在这里。")),
    ),
)


@signed_in
@require_safe
def workbench(request: PersonRequest) -> HttpResponse:
    """What waits for this person in this unit, beside the cards of the unit's modules."""
    return _page(request, "inbox/workbench.html", PageHead(_("工作台")))


@signed_in
@require_safe
def all_units(request: PersonRequest) -> HttpResponse:
    """The same for all units of a person together; a line leads into its unit."""
    head = PageHead(_("全部单位的待办"), note=_("点一行进入该单位办理。"))
    return _page(request, "inbox/all_units.html", head)


def _page(request: PersonRequest, template: str, head: PageHead) -> HttpResponse:
    asked = request.GET.get("box", "")
    box = next((each for each in BOXES if each.key == asked), BOXES[0])
    waiting = items_of(request.person.account_id)
    context = {
        "head": head,
        "tabs": _tabs(request, box, waiting),
        "table": _table(request, box, waiting),
    }
    return TemplateResponse(request, template, context)


def _tabs(request: PersonRequest, current: Box, waiting: OpenItems) -> Tabs:
    return Tabs(
        _("待办与待阅"),
        tuple(
            TabLine(
                box.title,
                f"{request.path}?box={box.key}",
                waiting.counts.get(box.kind, 0) if box.is_open else None,
                box is current,
            )
            for box in BOXES
        ),
    )


def _table(request: PersonRequest, box: Box, waiting: OpenItems) -> Table:
    state = ListState.of(request, "inbox")
    rows: Sequence[InboxItem]
    pages = None
    if box.is_open:
        rows = waiting.to_act if box.kind == Kind.ACT else waiting.to_read
    else:
        done = done_items(request.person.account_id, box.kind)
        page = keyset_page(done, order=("-arrived_at", "-id"), state=state)
        rows, pages = page.rows, page.pagination
    return Table(
        name="inbox",
        label=box.title,
        columns=_columns(box, with_unit=request.person.unit is None),
        rows=rows,
        state=state,
        row_url=lambda item: f"/u/{item.unit.code}/{item.url}",
        fresh=lambda _item: box.is_open,
        count=waiting.counts.get(box.kind, 0) if box.is_open else None,
        pages=pages,
        empty=box.empty,
    )


def _columns(box: Box, *, with_unit: bool) -> tuple[Column, ...]:
    unit = (Column("unit", _("单位"), lambda item: item.unit.short_name),) if with_unit else ()
    done = () if box.is_open else (Column("done_at", _("办理时间"), card="none"),)
    return (
        Column("urgency", _("紧急程度"), _urgency, width="narrow", card="aside"),
        Column("title", _("标题"), width="wide", card="title"),
        *unit,
        Column("step", _("办理环节")),
        Column("sender", _("送来"), card="none"),
        Column("arrived_at", _("到达时间")),
        *done,
    )


def _urgency(item: InboxItem) -> Any:
    return urgency_tag(str(Urgency(item.urgency).label)) if item.urgency else ""
