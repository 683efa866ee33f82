"""Activation by code: a newcomer chooses a password, somebody known takes up a post."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from core.errors import DomainError
from core.identity.errors import CodeRefused
from core.identity.forms import CodeForm, FirstAdministratorForm, NewPasswordForm
from core.identity.models import ActivationCode
from core.identity.services.activation import (
    Details,
    code_by_id,
    redeem_for_account,
    redeem_for_newcomer,
    standing_code,
)
from core.identity.views.steps import (
    LANDING,
    begin_session,
    finish_log_in,
    refuse_form,
    show_form,
)
from core.web.access import public
from core.web.request import VisitorRequest, address_of

#: What the session keeps of the code that was typed.
CODE = "activation_code"
_DETAILS = "identity/activate_details.html"


@public
@never_cache
def activate(request: VisitorRequest) -> HttpResponse:
    """First page: the code."""
    form = CodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return show_form(request, "identity/activate.html", form)
    try:
        code = standing_code(
            typed=form.cleaned_data["code"], address=address_of(request), at=timezone.now()
        )
    except DomainError as refused:
        return refuse_form(request, "identity/activate.html", form, refused)
    if request.account is None:
        begin_session(request, None)
    request.session[CODE] = str(code.pk)
    return redirect("identity:activate_details")


@public
@never_cache
@sensitive_post_parameters("password", "repeated")
def activate_details(request: VisitorRequest) -> HttpResponse:
    """Second page: what is still missing, according to whom the code is for."""
    try:
        code = code_by_id(code_id=request.session.get(CODE), at=timezone.now())
    except CodeRefused as refused:
        messages.warning(request, str(refused))
        return redirect("identity:activate")
    if request.account is not None:
        return _take_up_post(request, code)
    return _choose_password(request, code)


def _take_up_post(request: VisitorRequest, code: ActivationCode) -> HttpResponse:
    """Somebody who is logged in confirms the post."""
    context = {"unit": code.unit, "account": request.account}
    if request.method != "POST":
        return render(request, "identity/activate_confirm.html", context)
    assert request.account is not None  # noqa: S101 (seen by the caller)
    try:
        redeem_for_account(code=code, account=request.account, at=timezone.now())
    except DomainError as refused:
        messages.error(request, str(refused))
        return redirect("identity:activate")
    messages.success(request, _("已确认在“%(unit)s”任职。") % {"unit": code.unit.name})
    return redirect(LANDING)


def _choose_password(request: VisitorRequest, code: ActivationCode) -> HttpResponse:
    """A newcomer chooses a password; the first administrator also says who he is."""
    kind = NewPasswordForm if code.account else FirstAdministratorForm
    form = kind(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return show_form(request, _DETAILS, form, unit=code.unit, code=code)
    try:
        account = redeem_for_newcomer(
            code=code,
            password=form.cleaned_data["password"],
            details=_details(form) if code.account is None else None,
            at=timezone.now(),
        )
    except DomainError as refused:
        return refuse_form(request, _DETAILS, form, refused, unit=code.unit, code=code)
    return finish_log_in(request, account)


def _details(form: NewPasswordForm) -> Details:
    data = form.cleaned_data
    return Details(data["name"], data["mobile"], data["staff_number"])
