"""What the pages of logging in share: beginning a session, where to go, showing a refusal."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from core.errors import DomainError
from core.identity.devices import device_of
from core.identity.forms import show_refusal
from core.identity.models import Account
from core.identity.services.log_in import record_success
from core.web.request import VisitorRequest, address_of

LANDING = "identity:landing"


def begin_session(
    request: VisitorRequest, account: Account | None, *, confirmed: bool = True
) -> None:
    """A new session under a new key, and a new CSRF token with it."""
    request.session.start(
        account=account,
        at=timezone.now(),
        address=address_of(request),
        device=device_of(request),
        confirmed=confirmed,
    )
    rotate_token(request)


def finish_log_in(request: VisitorRequest, account: Account, onward: str = "") -> HttpResponse:
    """The log-in is done: note it, begin the session, go where the person wanted to go."""
    record_success(account=account, address=address_of(request), at=timezone.now())
    begin_session(request, account)
    return redirect(onward or LANDING)


def safe_onward(wanted: str) -> str:
    """``wanted`` if it is a path of this server, else '': nobody is sent elsewhere."""
    is_path = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, None)
    return wanted if is_path else ""


def refuse_form(
    request: HttpRequest, template: str, form: forms.Form, refused: DomainError, **more: Any
) -> HttpResponse:
    """The page again with what was refused.

    It is an answer, not an error, so that the transaction keeps the recorded attempt.
    """
    show_refusal(form, refused)
    return render(request, template, {"form": form, **more}, status=refused.status)


def show_form(request: HttpRequest, template: str, form: forms.Form, **more: Any) -> HttpResponse:
    """The page with its form, fresh or with the form's own errors."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {"form": form, **more}, status=status)
