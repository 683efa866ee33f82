"""The first page after logging in: straight into the one unit, or a choice."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from core.contracts.people import Person
from core.identity.frame import first_page_of
from core.identity.selectors import counting_posts_of, proposals_to
from core.identity.services.activation import decline_post
from core.ui.links import known_city_url
from core.units.kinds import State
from core.web.access import signed_in
from core.web.request import PersonRequest

#: The page of the city console that its people see first.
CONSOLE = "console:overview"


@signed_in
@never_cache
@require_GET
def landing(request: PersonRequest) -> HttpResponse:
    """Where this person works; with only one place to go, it is opened at once."""
    proposals = proposals_to(request.account)
    console = _console_of(request.person)
    places = [f"/u/{unit.code}/" for unit in request.units] + ([console] if console else [])
    if len(places) == 1 and not proposals and "choose" not in request.GET:
        return redirect(places[0])
    posts = [
        (post, post.unit.state == State.ACTIVE)
        for post in counting_posts_of(request.account)
        if post.unit.state in {State.ACTIVE, State.SUSPENDED}
    ]
    context = {"posts": posts, "proposals": proposals, "console": console}
    return render(request, "identity/landing.html", context)


@signed_in
@require_POST
def decline(request: PersonRequest, post_id: UUID) -> HttpResponse:
    """Say that one does not work there."""
    decline_post(post_id=post_id, account=request.account, at=timezone.now())
    messages.success(request, _("已谢绝任职。"))
    return redirect("identity:landing")


def _console_of(person: Person) -> str:
    """The console's first page, for the city; for a county's administrators their own pages."""
    if person.may("city.fleet"):
        return known_city_url(CONSOLE)
    return first_page_of(person)
