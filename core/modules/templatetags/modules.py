"""The slots of a page, filled by the modules of the unit whose page it is."""

from typing import Any

from django import template
from django.template import Context

from core.modules import pages

register = template.Library()


@register.inclusion_tag("modules/pieces.html", takes_context=True)
def workbench_cards(context: Context) -> dict[str, Any]:
    """``{% workbench_cards %}``: the cards of this unit's modules for the person."""
    request = context["request"]
    return {"pieces": pages.workbench_cards(request, request.person)}


@register.inclusion_tag("modules/pieces.html", takes_context=True)
def unit_page_panels(context: Context) -> dict[str, Any]:
    """``{% unit_page_panels %}``: the panels of this unit's modules on the unit's page."""
    request = context["request"]
    return {"pieces": pages.unit_page_panels(request, request.person)}


@register.inclusion_tag("modules/pieces.html", takes_context=True)
def handling_panels(context: Context, reference: str) -> dict[str, Any]:
    """``{% handling_panels "official_documents:0192…" %}``: beside the matter at hand."""
    request = context["request"]
    return {"pieces": pages.handling_panels(request, request.person, reference)}
