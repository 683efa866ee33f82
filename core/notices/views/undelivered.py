"""未送达消息: what was given up and why, for the unit's administrator and for the city.

Administrators read no business: the pages show what kind of notice it was, never its body.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from core.lists.writing import as_xlsx
from core.notices.models import Delivery
from core.notices.selectors import names_in_city, names_in_unit, undelivered
from core.notices.services import retry_failed
from core.notices.views.own import keys_in
from core.ui import Button, Column, EmptyState, Filter, ListState, PageHead, Table, keyset_page
from core.web.access import requires, requires_city
from core.web.request import PersonRequest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EXPORTED = 5000

Names = Callable[[Iterable[UUID]], Mapping[UUID, str]]


@requires("unit.manage")
@require_safe
def of_unit(request: PersonRequest) -> HttpResponse:
    """What the unit's people were not told."""
    return _page(request, names_in_unit, "unit_notices", with_unit=False)


@requires("unit.manage")
@require_safe
def of_unit_xlsx(request: PersonRequest) -> HttpResponse:
    """The same as a workbook."""
    return _workbook(request, names_in_unit, with_unit=False)


@requires("unit.manage")
@require_POST
def retry_of_unit(request: PersonRequest) -> HttpResponse:
    """Send the chosen ones again."""
    return _retry(request, "unit_notices:undelivered")


@requires_city("city.system")
@require_safe
def of_city(request: PersonRequest) -> HttpResponse:
    """What was not delivered in the whole city."""
    return _page(request, names_in_city, "city_notices", with_unit=True)


@requires_city("city.system")
@require_safe
def of_city_xlsx(request: PersonRequest) -> HttpResponse:
    """The same as a workbook."""
    return _workbook(request, names_in_city, with_unit=True)


@requires_city("city.system")
@require_POST
def retry_of_city(request: PersonRequest) -> HttpResponse:
    """Send the chosen ones again."""
    return _retry(request, "city_notices:undelivered")


def _page(request: PersonRequest, names: Names, area: str, *, with_unit: bool) -> HttpResponse:
    state = ListState.of(request, "undelivered")
    page = keyset_page(_found(state), order=("-created_at", "-id"), state=state)
    table = Table(
        name="undelivered",
        label=_("未送达消息"),
        columns=_columns(page.rows, names, with_unit=with_unit),
        rows=page.rows,
        state=state,
        bulk=(Button(_("重新发送"), small=True),),
        bulk_url=reverse(f"{area}:retry"),
        pages=page.pagination,
        export_url=_export_url(reverse(f"{area}:undelivered_xlsx"), state),
        empty=EmptyState(
            _("没有未送达的消息"), _("发送失败、不再重试的消息会列在这里，并写明原因。")
        ),
    )
    note = _("只显示消息的类别、收件人和原因，不显示业务内容。")
    head = PageHead(_("未送达消息"), note=note)
    return render(request, "ui/stacked.html", {"head": head, "parts": [table]})


def _workbook(request: PersonRequest, names: Names, *, with_unit: bool) -> HttpResponse:
    rows = list(_found(ListState.of(request, "undelivered"))[:_EXPORTED])
    columns = _columns(rows, names, with_unit=with_unit)
    lines = [[_plain(column.value(row)) for column in columns] for row in rows]
    book = as_xlsx(_("未送达消息"), [str(column.title) for column in columns], lines)
    answer = HttpResponse(book, content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="undelivered.xlsx"'
    return answer


def _retry(request: PersonRequest, back: str) -> HttpResponse:
    chosen = keys_in(request.POST.getlist("row"))
    done = retry_failed(delivery_ids=chosen, at=timezone.now())
    text = ngettext("已重新发送 %(n)s 条。", "已重新发送 %(n)s 条。", done)
    messages.success(request, text % {"n": done})
    return redirect(back)


def _found(state: ListState) -> QuerySet[Delivery]:
    found = undelivered()
    if channel := state.value("channel"):
        found = found.filter(channel_title__icontains=channel)
    if reason := state.value("reason"):
        found = found.filter(reason__icontains=reason)
    return found


def _columns(rows: Iterable[Delivery], names: Names, *, with_unit: bool) -> list[Column]:
    known = names({row.notice.account_id for row in rows})
    unit = Column("unit", _("单位"), _unit_of)
    return [
        Column("what", _("消息"), lambda row: _(row.notice.title), width="wide", card="title"),
        Column("who", _("收件人"), lambda row: known.get(row.notice.account_id, "")),
        *([unit] if with_unit else []),
        Column("channel", _("渠道"), lambda row: row.channel_title, card="aside", filter=Filter()),
        Column("reason", _("原因"), width="wide", filter=Filter()),
        Column("attempts", _("尝试次数"), align="end", card="none"),
        Column("created_at", _("产生时间")),
    ]


def _unit_of(row: Delivery) -> str:
    return row.notice.unit.short_name if row.notice.unit else _("平台")


def _plain(value: Any) -> Any:
    return value if isinstance(value, int) else str(value)


def _export_url(url: str, state: ListState) -> str:
    return ListState(url, state.query).url()
