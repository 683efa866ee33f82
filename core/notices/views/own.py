"""消息: what one was told, over all units, unread first."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from core.contracts.urgency import NoticeUrgency
from core.errors import NotFound
from core.notices.frame import watch_of
from core.notices.models import PersonalNotice
from core.notices.reading import count_changed
from core.notices.selectors import notices_before
from core.notices.services import mark_all_read, mark_read
from core.ui import (
    Button,
    Column,
    EmptyState,
    Filter,
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

_ORDER = ("-unread", "-created_at", "-id")


@signed_in
@require_safe
def listing(request: PersonRequest) -> HttpResponse:
    """The own notices; a line leads to its matter, in its unit."""
    state = ListState.of(request, "notices")
    found = _found(request, state)
    page = keyset_page(found, order=_ORDER, state=state)
    table = Table(
        name="notices",
        label=_("消息"),
        columns=_columns(request),
        rows=page.rows,
        state=state,
        row_url=lambda notice: reverse("notices:open", args=[notice.pk]),
        fresh=lambda notice: notice.unread,
        bulk=(Button(_("标为已读"), small=True),),
        bulk_url=reverse("notices:read"),
        pages=page.pagination,
        empty=_empty(state),
    )
    context = {
        "head": PageHead(_("消息"), acts=_acts()),
        "tabs": _tabs(request, state),
        "table": table,
        "until": timezone.now().isoformat(),
    }
    return render(request, "notices/list.html", context)


@signed_in
@require_safe
def open_notice(request: PersonRequest, notice_id: UUID) -> HttpResponse:
    """Lead to the matter; from now on the notice is read."""
    account_id = request.person.account_id
    notice = notices_before(account_id).select_related("unit").filter(pk=notice_id).first()
    if notice is None:
        raise NotFound
    if mark_read(account_id=account_id, notice_ids=[notice.pk], at=timezone.now()):
        count_changed(account_id)
    return HttpResponseRedirect(_matter_of(notice))


@signed_in
@require_safe
def state(request: PersonRequest) -> HttpResponse:
    """What an open page asks by itself: the number of now, and a fresh token."""
    watch = watch_of(request.person.account_id)
    return JsonResponse({"unread": request.person.unread, "token": watch.token})


@signed_in
@require_POST
def read_chosen(request: PersonRequest) -> HttpResponse:
    """Mark the chosen ones; a foreign or unknown id changes nothing."""
    account_id = request.person.account_id
    done = mark_read(
        account_id=account_id, notice_ids=keys_in(request.POST.getlist("row")), at=timezone.now()
    )
    return _read(request, done)


@signed_in
@require_POST
def read_all(request: PersonRequest) -> HttpResponse:
    """Mark everything that stood on the list when it was shown."""
    now = timezone.now()
    until = _moment(request.POST.get("until", "")) or now
    return _read(request, mark_all_read(account_id=request.person.account_id, until=until, at=now))


def _read(request: PersonRequest, done: int) -> HttpResponse:
    if done:
        count_changed(request.person.account_id)
    text = ngettext("%(n)s 条消息已标为已读。", "%(n)s 条消息已标为已读。", done)
    messages.success(request, text % {"n": done})
    return redirect("notices:list")


def _matter_of(notice: PersonalNotice) -> str:
    if not notice.url:
        return reverse("notices:list")
    return f"/u/{notice.unit.code}/{notice.url}" if notice.unit else f"/{notice.url.lstrip('/')}"


def _found(request: PersonRequest, state: ListState) -> QuerySet[PersonalNotice]:
    found = notices_before(request.person.account_id).select_related("unit")
    if state.value("box") == "unread":
        found = found.filter(unread=True)
    if unit := state.value("unit"):
        found = found.filter(unit__code=unit)
    if state.value("urgency") in NoticeUrgency.values and state.value("urgency"):
        found = found.filter(urgency=state.value("urgency"))
    if text := state.value("title"):
        found = found.filter(Q(title__icontains=text) | Q(body__icontains=text))
    return found


def _acts() -> tuple[Button, ...]:
    return (Button(_("通知设置"), href=reverse("notices:wishes"), icon="bell-alert"),)


def _tabs(request: PersonRequest, state: ListState) -> Tabs:
    unread = state.value("box") == "unread"
    return Tabs(
        _("消息"),
        (
            TabLine(_("全部"), request.path, None, not unread),
            TabLine(_("未读"), f"{request.path}?box=unread", request.person.unread, unread),
        ),
    )


def _columns(request: PersonRequest) -> tuple[Column, ...]:
    units = [(unit.code, unit.name) for unit in request.person.units]
    urgencies = [(value, label) for value, label in NoticeUrgency.choices if value]
    return (
        Column(
            "urgency", _("紧急程度"), _urgency, width="narrow", card="aside",
            filter=Filter("choice", urgencies),
        ),
        Column("title", _("内容"), _told, width="wide", card="title", filter=Filter()),
        Column(
            "unit", _("单位"), lambda row: row.unit.short_name if row.unit else _("平台"),
            filter=Filter("choice", units),
        ),
        Column("created_at", _("时间")),
    )  # fmt: skip


def _told(notice: PersonalNotice) -> Any:
    """What happened in the reader's language, then the matter as it was written."""
    if not notice.body:
        return _(notice.title)
    return format_html("{}{}{}", _(notice.title), _("："), notice.body)


def _urgency(notice: PersonalNotice) -> Any:
    return urgency_tag(str(NoticeUrgency(notice.urgency).label)) if notice.urgency else ""


def _empty(state: ListState) -> EmptyState:
    if state.value("box") == "unread":
        return EmptyState(_("没有未读消息"), _("新的消息会出现在这里。"), icon="bell")
    return EmptyState(
        _("还没有消息"), _("有公文、通知或办理结果需要告诉您时，会出现在这里。"), icon="bell"
    )


def keys_in(texts: list[str]) -> list[UUID]:
    """The ids among what a form posted; what is none changes nothing."""
    keys = []
    for text in texts:
        try:
            keys.append(UUID(text))
        except ValueError:
            continue
    return keys


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None
