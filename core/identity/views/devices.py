"""A phone of one's own: binding it, unlocking it, letting it go."""

from contextlib import suppress

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from core.errors import DomainError
from core.identity.devices import device_of
from core.identity.forms import NewPinForm, PinForm
from core.identity.services.devices import (
    BOUND_FOR,
    bind_device,
    device_of_key,
    is_open_to_pin,
    keep_session,
    revoke_devices,
    unlock,
)
from core.identity.views.steps import LANDING, begin_session, refuse_form, safe_onward, show_form
from core.web.access import public, signed_in
from core.web.confirmation import confirm_url, is_confirmed
from core.web.request import PersonRequest, VisitorRequest, address_of

_BIND, _UNLOCK = "identity/bind_device.html", "identity/unlock.html"


@signed_in
@never_cache
@sensitive_post_parameters("pin", "repeated")
def bind(request: PersonRequest) -> HttpResponse:
    """Bind this phone: from now on it opens with a PIN."""
    if not is_confirmed(request):
        return redirect(confirm_url(request))
    form = NewPinForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return show_form(request, _BIND, form)
    try:
        key = bind_device(
            account=request.account,
            session=request.session.row,
            pin=form.cleaned_data["pin"],
            name=device_of(request),
            at=timezone.now(),
        )
    except DomainError as refused:
        return refuse_form(request, _BIND, form, refused)
    messages.success(request, _("本机已绑定，30天内可用PIN进入。"))
    answer = redirect("identity:sessions")
    answer.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        key,
        max_age=BOUND_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


@public
@never_cache
@sensitive_post_parameters("pin")
def unlock_page(request: VisitorRequest) -> HttpResponse:
    """The PIN of a bound phone, in place of the whole log-in."""
    key = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    if request.account is not None:
        return redirect(LANDING)
    if not is_open_to_pin(device_of_key(key), at=timezone.now()):
        return redirect("identity:log_in")
    onward = safe_onward(request.GET.get("next", ""))
    form = PinForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return show_form(request, _UNLOCK, form)
    try:
        device = unlock(
            key=key,
            pin=form.cleaned_data["pin"],
            address=address_of(request),
            at=timezone.now(),
        )
    except DomainError as refused:
        return refuse_form(request, _UNLOCK, form, refused)
    begin_session(request, device.account, confirmed=False)
    keep_session(session=request.session.row, device=device)
    return redirect(onward or LANDING)


@signed_in
@require_POST
def revoke(request: PersonRequest) -> HttpResponse:
    """Let chosen phones go; a foreign or unknown id changes nothing."""
    for chosen in request.POST.getlist("row"):
        with suppress(ValidationError):
            revoke_devices(account=request.account, at=timezone.now(), only=chosen)
    messages.success(request, _("已解除所选手机的绑定；它下次联网时会清除本机缓存。"))
    return redirect("identity:sessions")
