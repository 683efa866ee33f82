"""操作留痕: a unit's own trail, for whoever its administrator lets read it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.audit.models import AuditEntry
from core.audit.public import record
from core.audit.selectors import timeline
from core.errors import NotFound
from core.ui.components.heads import Crumb, PageHead
from core.ui.components.lists import ListState
from core.ui.components.panels import Panel
from core.web.access import requires
from core.web.request import PersonRequest
from installer.trail import parts
from installer.trail.forms import DaysForm


@requires("audit.read")
@require_safe
def listing(request: PersonRequest) -> HttpResponse:
    """Who did what in this unit; that it was looked at is a line too."""
    state = ListState.of(request, "trail")
    url = f"{reverse('unit_trail:object')}?"
    shown = parts.register(AuditEntry.objects.all(), state, timeline_url=url)
    _note(request)
    context = {
        "head": PageHead(_("操作留痕")),
        "form": DaysForm(request.GET or None),
        "kept": state.kept("since", "until"),
        "parts": (shown,),
    }
    return render(request, "installer/trail.html", context)


@requires("audit.read")
@require_safe
def one_object(request: PersonRequest) -> HttpResponse:
    """Everything that was done to one object, the first act first."""
    subject = request.GET.get("subject", "")
    found = list(timeline(AuditEntry.objects.all(), subject)[: parts.MOST_STEPS])
    if not found:
        raise NotFound
    _note(request)
    back = Crumb(_("操作留痕"), reverse("unit_trail:list"))
    head = PageHead(subject or _("（无对象）"), crumbs=(back,))
    panel = Panel(_("全部经过"), (parts.steps(found),))
    return render(request, "ui/stacked.html", {"head": head, "parts": (panel,)})


def _note(request: PersonRequest) -> None:
    record("audit.looked_at", by=request.person, at=timezone.now(), subject="")
