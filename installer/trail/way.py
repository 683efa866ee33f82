"""The way back from a page of the trail."""

from django.utils.translation import gettext as _

from core.ui.components.heads import Crumb
from core.ui.links import city_url
from core.web.request import PersonRequest
from installer.console.words import crumbs


def way(request: PersonRequest, *further: Crumb) -> tuple[Crumb, ...]:
    """To the trail, and for the city's own administrators to the city's console before it."""
    here = (Crumb(_("审计记录"), city_url("console:trail")), *further)
    return crumbs(*here) if request.person.area_id is None else here
