"""One's own account: the password and the second factor."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from core.errors import DomainError
from core.identity.forms import ChangePasswordForm, DigitsForm
from core.identity.models import Account
from core.identity.sealing import seal, unseal
from core.identity.selectors import recovery_codes_left
from core.identity.services.accounts import (
    bind_second_factor,
    change_password,
    end_sessions,
)
from core.identity.totp import new_secret, qr_picture, readable
from core.identity.views.steps import LANDING, begin_session, refuse_form, show_form
from core.web.access import signed_in, signed_in_unsettled
from core.web.confirmation import confirm_url, is_confirmed
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
        left = recovery_codes_left(request.account)
        return render(request, "identity/second_factor_bound.html", {"left": left})
    return _bind(request)


@signed_in
@never_cache
def replace_second_factor(request: PersonRequest) -> HttpResponse:
    """Bind another authenticator in place of the old one, after proving oneself once more.

    An unlocked screen is a door, too: without the proof nothing is shown, and nothing bound.
    """
    if not is_confirmed(request):
        return redirect(confirm_url(request))
    return _bind(request)


def _bind(request: PersonRequest) -> HttpResponse:
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
    messages.success(
        request, _("动态口令已绑定，下次登录时需要输入。请再生成恢复码，以备手机不在身边时使用。")
    )
    return redirect("identity:recovery_codes")


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
