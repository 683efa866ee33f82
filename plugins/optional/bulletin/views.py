"""Pages: the list, one notice, a new one."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.ui.components.buttons import Button
from core.ui.components.heads import Crumb, PageHead
from core.ui.components.notices import EmptyState
from core.ui.components.tables import Column, Table
from core.web.access import requires
from core.web.request import PersonRequest
from plugins.optional.bulletin.forms import NoticeForm
from plugins.optional.bulletin.models import Notice
from plugins.optional.bulletin.permissions import PUBLISH, READ
from plugins.optional.bulletin.selectors import has_read, notice, notices_for, readers_of
from plugins.optional.bulletin.services import confirm_reading, publish, withdraw

#: Older notices are found by search; a list this long is read to its end by nobody.
ON_ONE_PAGE = 100


@requires(READ)
def notice_list(request: PersonRequest) -> HttpResponse:
    """The standing notices, unread ones bold."""
    notices = list(notices_for(request.person)[:ON_ONE_PAGE])
    context = {"head": _list_head(request.person.may(PUBLISH)), "table": _table(notices)}
    return TemplateResponse(request, "bulletin/list.html", context)


@requires(PUBLISH)
def new_notice(request: PersonRequest) -> HttpResponse:
    """Write a notice and publish it."""
    form = NoticeForm(request.POST or None, initial={"token": uuid4()})
    if request.method == "POST" and form.is_valid():
        made = publish(
            draft=form.draft(),
            token=form.cleaned_data["token"],
            by=request.person,
            at=timezone.now(),
        )
        messages.success(request, _("已发布。"))
        return redirect("bulletin:notice", notice_id=made.pk)
    context = {"form": form, "head": PageHead(_("发布通知公告"), crumbs=_crumbs())}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "bulletin/new.html", context, status=status)


@requires(READ)
def notice_page(request: PersonRequest, notice_id: UUID) -> HttpResponse:
    """One notice; its publisher also sees who has read it."""
    found = notice(notice_id)
    may_publish = request.person.may(PUBLISH)
    context = {
        "notice": found,
        "head": PageHead(found.title, crumbs=_crumbs(), note=found.get_category_display()),
        "is_read": has_read(found, request.person),
        "readers": readers_of(found) if may_publish else None,
        "may_withdraw": may_publish and found.withdrawn_at is None,
    }
    return TemplateResponse(request, "bulletin/notice.html", context)


@require_POST
@requires(READ)
def confirm(request: PersonRequest, notice_id: UUID) -> HttpResponse:
    """The reader says: I have read it."""
    confirm_reading(notice=notice(notice_id), by=request.person, at=timezone.now())
    messages.success(request, _("已阅。"))
    return redirect("bulletin:list")


@require_POST
@requires(PUBLISH)
def take_back(request: PersonRequest, notice_id: UUID) -> HttpResponse:
    """Withdraw a notice."""
    withdraw(notice=notice(notice_id), by=request.person, at=timezone.now())
    messages.success(request, _("已撤回。"))
    return redirect("bulletin:list")


def _crumbs() -> tuple[Crumb, ...]:
    return (Crumb(_("通知公告"), reverse("bulletin:list")),)


def _list_head(may_publish: bool) -> PageHead:
    publish_act = Button(_("发布通知公告"), kind="primary", href=reverse("bulletin:new"))
    return PageHead(_("通知公告"), acts=(publish_act,) if may_publish else ())


def _table(notices: list[Notice]) -> Table:
    return Table(
        name="notices",
        label=_("通知公告"),
        columns=(
            Column("title", _("标题"), card="title", width="wide"),
            Column("category", _("类别"), Notice.get_category_display, card="aside"),
            Column("publisher_name", _("发布人")),
            Column("published_at", _("发布时间")),
        ),
        rows=notices,
        row_url=lambda one: f"{one.pk}/",
        fresh=lambda one: not one.is_read,
        count=len(notices),
        empty=EmptyState(_("还没有通知公告"), _("有发布权限的同事发布后，会出现在这里。")),
    )
