"""One's own account: password, second factor, the devices that are logged in."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from core.errors import DomainError
from core.identity.devices import device_name
from core.identity.forms import ChangePasswordForm, DigitsForm
from core.identity.models import Account, Session
from core.identity.sealing import seal, unseal
from core.identity.selectors import sessions_of
from core.identity.services.accounts import (
    bind_second_factor,
    change_password,
    end_session,
    end_sessions,
)
from core.identity.totp import new_secret, qr_picture, readable
from core.identity.views.steps import LANDING, begin_session, refuse_form, show_form
from core.ui.components.buttons import Button
from core.ui.components.marks import StateTag
from core.ui.components.tables import Column, Table
from core.ui.dates import moment
from core.web.access import signed_in, signed_in_unsettled
from core.web.request import PersonRequest, address_of

#: The secret on offer, sealed, until the first digits prove that the phone has it.
OFFERED = "offered_secret"


@signed_in_unsettled
@never_cache
@sensitive_post_parameters("current", "password", "repeated")
def password(request: PersonRequest) -> HttpResponse:
    """Change the password; the other devices are logged out."""
    form = ChangePasswordForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return show_form(request, "identity/password.html", form)
    try:
        change_password(
            account=request.account,
            current=form.cleaned_data["current"],
            new=form.cleaned_data["password"],
            address=address_of(request),
            at=timezone.now(),
        )
    except DomainError as refused:
        return refuse_form(request, "identity/password.html", form, refused)
    begin_session(request, request.account)
    messages.success(request, _("口令已修改，其他设备上的登录已全部结束。"))
    return redirect(LANDING)


@signed_in_unsettled
@never_cache
def second_factor(request: PersonRequest) -> HttpResponse:
    """Bind an authenticator: a picture to scan, then the digits it shows."""
    if request.account.has_second_factor:
        return render(request, "identity/second_factor_bound.html")
    secret = _offered_secret(request)
    form = DigitsForm(request.POST or None)
    shown = {
        "picture": qr_picture(secret, account_name=_shown_name(request.account)),
        "secret": readable(secret),
    }
    if request.method != "POST" or not form.is_valid():
        return show_form(request, "identity/second_factor.html", form, **shown)
    try:
        bind_second_factor(
            account=request.account,
            secret=secret,
            digits=form.cleaned_data["digits"],
            at=timezone.now(),
        )
    except DomainError as refused:
        return refuse_form(request, "identity/second_factor.html", form, refused, **shown)
    end_sessions(account_id=request.account.pk)
    begin_session(request, request.account)
    messages.success(request, _("动态口令已绑定，下次登录时需要输入。"))
    return redirect(LANDING)


@signed_in
@never_cache
@require_GET
def sessions(request: PersonRequest) -> HttpResponse:
    """Where the account is logged in now."""
    rows = sessions_of(request.account, at=timezone.now())
    context = {"table": _sessions_table(rows, request.session.row), "others": len(rows) > 1}
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


def _at(words: str, at: datetime) -> str:
    return words % {"at": moment(at)}


def _offered_secret(request: PersonRequest) -> bytes:
    """The secret on offer; the same one until it is bound, so that a reload keeps the picture."""
    kept = request.session.get(OFFERED)
    if kept:
        return unseal(kept, bound_to=request.account.pk)
    secret = new_secret()
    request.session[OFFERED] = seal(secret, bound_to=request.account.pk)
    return secret


def _shown_name(account: Account) -> str:
    return account.staff_number or account.mobile or account.name
