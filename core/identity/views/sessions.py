"""Where one is logged in, and ending what one does not know."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from core.identity.devices import device_name
from core.identity.models import Device, Session
from core.identity.selectors import sessions_of
from core.identity.services.accounts import end_session, end_sessions
from core.identity.services.devices import devices_of
from core.ui.components.buttons import Button
from core.ui.components.marks import StateTag
from core.ui.components.notices import EmptyState
from core.ui.components.tables import Column, Table
from core.ui.dates import moment
from core.web.access import signed_in
from core.web.request import PersonRequest


@signed_in
@never_cache
@require_GET
def sessions(request: PersonRequest) -> HttpResponse:
    """Where the account is logged in now."""
    rows = sessions_of(request.account, at=timezone.now())
    phones = devices_of(request.account, at=timezone.now())
    context = {
        "table": _sessions_table(rows, request.session.row),
        "others": len(rows) > 1,
        "phones": _phones_table(phones),
    }
    return render(request, "identity/sessions.html", context)


@signed_in
@require_POST
def end_chosen_sessions(request: PersonRequest) -> HttpResponse:
    """Log the chosen devices out; a foreign or unknown id changes nothing."""
    for chosen in request.POST.getlist("row"):
        end_session(account=request.account, session_id=chosen)
    messages.success(request, _("已结束所选设备的登录。"))
    return redirect("identity:sessions")


@signed_in
@require_POST
def end_other_sessions(request: PersonRequest) -> HttpResponse:
    """Log out every device but this one."""
    end_sessions(account_id=request.account.pk, keep=request.session.row)
    messages.success(request, _("其他设备上的登录已全部结束。"))
    return redirect("identity:sessions")


def _sessions_table(rows: list[Session], own: Session | None) -> Table:
    def here(row: Session) -> StateTag | str:
        return StateTag(_("本机"), "good") if own and row.pk == own.pk else ""

    return Table(
        "sessions",
        _("我的登录"),
        (
            Column("device", _("设备"), lambda row: device_name(row.device), card="title"),
            Column("own", "", here, card="aside"),
            Column("address", _("地址")),
            Column("created_at", _("登录时间"), lambda row: _at(_("%(at)s登录"), row.created_at)),
            Column("seen_at", _("最近使用"), lambda row: _at(_("%(at)s使用"), row.seen_at)),
        ),
        rows,
        bulk=(Button(_("结束所选登录"), "danger"),),
        bulk_url=reverse("identity:end_sessions"),
    )


def _phones_table(phones: list[Device]) -> Table:
    return Table(
        "phones",
        _("绑定的手机"),
        (
            Column("device", _("手机"), lambda row: device_name(row.name), card="title"),
            Column("bound_at", _("绑定时间"), lambda row: _at(_("%(at)s绑定"), row.bound_at)),
            Column("expires_at", _("有效期至"), lambda row: _at(_("%(at)s到期"), row.expires_at)),
        ),
        phones,
        bulk=(Button(_("解除所选绑定"), "danger"),),
        bulk_url=reverse("identity:revoke_devices"),
        empty=EmptyState(
            _("没有绑定的手机"),
            _("绑定本人手机后，30天内可用PIN进入。"),
            icon="device-phone-mobile",
        ),
    )


def _at(words: str, at: datetime) -> str:
    return words % {"at": moment(at)}
