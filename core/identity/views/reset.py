"""A forgotten password: the person proves to be the one and chooses a new one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from core.errors import DomainError
from core.identity.forms import ResetForm
from core.identity.services.resets import reset_password
from core.identity.views.steps import refuse_form, show_form
from core.web.access import public
from core.web.request import VisitorRequest, address_of

_PAGE = "identity/reset.html"


@public
@never_cache
@sensitive_post_parameters("proof", "password", "repeated")
def reset(request: VisitorRequest) -> HttpResponse:
    """Name, proof and new password on one page; then the log-in, which asks as ever."""
    form = ResetForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return show_form(request, _PAGE, form)
    try:
        reset_password(
            name=form.cleaned_data["name"],
            proof=form.cleaned_data["proof"],
            new=form.cleaned_data["password"],
            address=address_of(request),
            at=timezone.now(),
        )
    except DomainError as refused:
        return refuse_form(request, _PAGE, form, refused)
    messages.success(request, _("口令已重置，请用新口令登录。其他登录已全部结束。"))
    return redirect("identity:log_in")
