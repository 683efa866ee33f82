"""Proving oneself once more, and the codes that stand in for the authenticator."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from core.errors import DomainError
from core.identity.forms import ProofForm
from core.identity.selectors import recovery_codes_left
from core.identity.services.log_in import confirm_person
from core.identity.services.recovery import renew_recovery_codes
from core.identity.views.steps import LANDING, refuse_form, safe_onward, show_form
from core.web.access import signed_in
from core.web.confirmation import confirm_url, is_confirmed
from core.web.request import PersonRequest, address_of

_CONFIRM = "identity/confirm.html"


@signed_in
@never_cache
@sensitive_post_parameters("proof")
def confirm(request: PersonRequest) -> HttpResponse:
    """Ask once more who it is, then go on to the page that asked."""
    onward = safe_onward(request.GET.get("next", ""))
    form = ProofForm(request.POST or None, by_password=not request.account.has_second_factor)
    if request.method != "POST" or not form.is_valid():
        return show_form(request, _CONFIRM, form, onward=onward)
    try:
        confirm_person(
            account=request.account,
            typed=form.cleaned_data["proof"],
            address=address_of(request),
            at=timezone.now(),
        )
    except DomainError as refused:
        return refuse_form(request, _CONFIRM, form, refused, onward=onward)
    request.session.confirm(timezone.now())
    messages.success(request, _("已确认身份，请继续办理。"))
    return redirect(onward or LANDING)


@signed_in
@never_cache
def recovery_codes(request: PersonRequest) -> HttpResponse:
    """Make a fresh set of recovery codes; they are on this answer and nowhere afterwards."""
    if not request.account.has_second_factor:
        return redirect("identity:second_factor")
    if not is_confirmed(request):
        return redirect(confirm_url(request))
    codes = (
        renew_recovery_codes(account=request.account, at=timezone.now())
        if request.method == "POST"
        else []
    )
    context = {"codes": codes, "left": recovery_codes_left(request.account)}
    return render(request, "identity/recovery_codes.html", context)
