"""Asking again who it is, before an act that binds the office: signing, seals, keys of the house.

A session proves that somebody logged in, some time, on this device. What binds the office
asks for more: the person has proved to be there within the last quarter of an hour. A full
log-in counts as such a proof; unlocking a bound phone does not.

A view calls ``refuse_unless_confirmed(request)`` before its service; the page before it shows
``confirm_url(request)`` as the way there while ``is_confirmed(request)`` is false.
"""

from datetime import timedelta
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.ui.links import city_url

#: How long one proof is good for: long enough to sign a pile, too short for an open screen.
CONFIRMED_FOR = timedelta(minutes=15)


class ConfirmationNeeded(DomainError):
    """The act binds the office, and the person has not proved to be there of late."""

    code = "confirmation_needed"
    status = 403
    message = _(
        "这一操作须先再次确认身份。请返回上一页，按提示确认后再办理；已填写的内容仍在页面上。"
    )


def is_confirmed(request: HttpRequest) -> bool:
    """Whether the person has proved to be there within ``CONFIRMED_FOR``."""
    proved_at = getattr(request, "confirmed_at", None)
    return proved_at is not None and timezone.now() - proved_at < CONFIRMED_FOR


def refuse_unless_confirmed(request: HttpRequest) -> None:
    """Refuse with ``ConfirmationNeeded``; also whoever came by a token, which proves nobody."""
    if not is_confirmed(request):
        raise ConfirmationNeeded


def confirm_url(request: HttpRequest) -> str:
    """The page where the person proves to be there; it leads back to this one."""
    return city_url("identity:confirm") + "?" + urlencode({"next": request.get_full_path()})
