"""切换职务身份: choosing in which post, or in whose place, one acts in this unit."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import get_script_prefix
from django.utils import timezone

from core.audit.public import record
from core.errors import NotFound
from core.people.acting import COOKIE, Guise, guises_of
from core.people.selectors import member_of
from core.people.services.leaving import open_matters_of
from core.people.views.leaving import panel_of
from core.web.access import signed_in
from core.web.request import PersonRequest


@signed_in
def choose(request: PersonRequest) -> HttpResponse:
    """The posts and places one may act in; what waits for whom one stands in for."""
    now = timezone.now()
    guises = guises_of(request.person, on=timezone.localdate(now))
    if request.method != "POST":
        context = {
            "guises": guises,
            "now": request.COOKIES.get(COOKIE, ""),
            "panels": _open(request),
        }
        return render(request, "people/guise.html", context)
    chosen = _chosen(guises, request.POST.get("choice", ""))
    if chosen.acting_for:
        who = request.person
        record("people.acts_for", by=who, at=now, subject=who.name, to=chosen.acting_for)
    response = redirect("people:guise")
    response.set_cookie(
        COOKIE,
        chosen.choice,
        path=get_script_prefix(),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _chosen(guises: list[Guise], choice: str) -> Guise:
    for guise in guises:
        if guise.choice == choice:
            return guise
    raise NotFound


def _open(request: PersonRequest) -> list[object]:
    """What waits for the one in whose place the person acts; opened from here, in his stead."""
    if request.person.acting_member is None:
        return []
    groups = open_matters_of(member_of(request.person.acting_member))
    return [panel_of(n, group) for n, group in enumerate(groups) if group.required]
