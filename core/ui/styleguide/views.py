"""The style guide, and the made-up answers that its live parts ask for."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from core.errors import PermissionRefused
from core.ui.components.progress import Progress
from core.ui.components.trees import Picked, TreeNodes
from core.ui.links import city_url
from core.ui.styleguide import pages, sample_tree
from core.ui.styleguide import sample_people as office
from core.web.access import public

#: How far a poll of the sample bar brings it.
STRIDE = 84


@public
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component in all its states; open to all in a demonstration, else after log-in."""
    _refuse_strangers(request)
    return render(request, "ui/styleguide/index.html", {"specimens": pages.specimens(request)})


@public
@require_safe
def sample_children(request: HttpRequest) -> HttpResponse:
    """The units under one of the made-up city."""
    nodes = sample_tree.children(request.GET.get("under", ""))
    return HttpResponse(TreeNodes(nodes, city_url("ui:sample_children")).render())


@public
@require_safe
def sample_people(request: HttpRequest) -> HttpResponse:
    """The made-up people for the picker: all of them, or those that a search finds."""
    query = request.GET.get("q", "")
    return HttpResponse((office.found(query) if query else office.everybody()).render())


@public
@require_safe
def sample_search(request: HttpRequest) -> HttpResponse:
    """The made-up units that a search finds."""
    nodes = sample_tree.found(request.GET.get("q", ""))
    return HttpResponse(TreeNodes(nodes, city_url("ui:sample_children"), found=True).render())


@public
@require_POST
def sample_count(request: HttpRequest) -> HttpResponse:
    """How many made-up units are chosen."""
    picked = Picked.parse(request.POST.getlist("recipients"))
    return HttpResponse(f"{sample_tree.count(picked):,}")


@public
@require_safe
def sample_progress(request: HttpRequest) -> HttpResponse:
    """The sample bar, one stride further."""
    asked = request.GET.get("done", "0")
    done = min(3606, (int(asked) if asked.isdecimal() else 0) + STRIDE)
    poll = f"{city_url('ui:sample_progress')}?done={done}" if done < 3606 else ""
    bar = Progress("live", "开通单位", done, 3606, "running" if poll else "good", poll_url=poll)
    return HttpResponse(bar.render())


def _refuse_strangers(request: HttpRequest) -> None:
    open_to_all = settings.DEBUG or settings.DEMO
    if not open_to_all and getattr(request, "person", None) is None:
        raise PermissionRefused
