"""Logging in, in one or two steps, and logging out."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from core.errors import DomainError
from core.identity.errors import StepExpired
from core.identity.forms import DigitsForm, LogInForm, RecoveryForm
from core.identity.models import Account
from core.identity.selectors import recovery_codes_left
from core.identity.services.devices import device_of_key, is_open_to_pin
from core.identity.services.log_in import check_password_step, check_second_step
from core.identity.views.steps import (
    LANDING,
    begin_session,
    finish_log_in,
    refuse_form,
    safe_onward,
    show_form,
)
from core.web.access import public, signed_in_unsettled
from core.web.request import PersonRequest, VisitorRequest, address_of

#: What the session keeps between the two steps.
PENDING, ONWARD = "pending_account", "onward"


@public
@never_cache
@sensitive_post_parameters("password")
def log_in(request: VisitorRequest) -> HttpResponse:
    """First step: name and password."""
    if request.account is not None:
        return redirect(LANDING)
    onward = safe_onward(request.GET.get("next", ""))
    if request.method == "GET" and "full" not in request.GET and _opens_by_pin(request):
        query = f"?{urlencode({'next': onward})}" if onward else ""
        return redirect(reverse("identity:unlock") + query)
    form = LogInForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return show_form(request, "identity/log_in.html", form)
    try:
        account = check_password_step(
            name=form.cleaned_data["name"],
            password=form.cleaned_data["password"],
            address=address_of(request),
            at=timezone.now(),
        )
    except DomainError as refused:
        return refuse_form(request, "identity/log_in.html", form, refused)
    return _after_password(request, account, onward)


@public
@never_cache
def second_step(request: VisitorRequest) -> HttpResponse:
    """Second step: the six digits, within ten minutes."""
    account = _pending_account(request)
    if account is None:
        messages.warning(request, StepExpired.message)
        return redirect("identity:log_in")
    by_code = request.GET.get("by") == "recovery"
    form = (RecoveryForm if by_code else DigitsForm)(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return show_form(request, "identity/second_step.html", form, by_code=by_code)
    try:
        check_second_step(
            account=account,
            digits=form.cleaned_data["digits"],
            address=address_of(request),
            at=timezone.now(),
        )
    except DomainError as refused:
        return refuse_form(request, "identity/second_step.html", form, refused, by_code=by_code)
    if by_code:
        left = recovery_codes_left(account)
        messages.warning(
            request,
            _("恢复码还剩%(left)d个。手机已丢失的，请立即更换验证器。") % {"left": left},
        )
    return finish_log_in(request, account, request.session.get(ONWARD, ""))


@signed_in_unsettled
@require_POST
def log_out(request: PersonRequest) -> HttpResponse:
    """End this session."""
    request.session.flush()
    return redirect("identity:log_in")


def _after_password(request: VisitorRequest, account: Account, onward: str) -> HttpResponse:
    if not account.has_second_factor:
        return finish_log_in(request, account, onward)
    begin_session(request, None)
    request.session[PENDING] = str(account.pk)
    request.session[ONWARD] = onward
    return redirect("identity:second_step")


def _pending_account(request: VisitorRequest) -> Account | None:
    pending = request.session.get(PENDING)
    return Account.objects.filter(pk=pending, is_active=True).first() if pending else None


def _opens_by_pin(request: VisitorRequest) -> bool:
    key = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    return bool(key) and is_open_to_pin(device_of_key(key), at=timezone.now())
