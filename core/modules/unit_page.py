"""The page of the unit (本单位): what it is, in whose name it issues, what its modules add."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from core.context import current_unit
from core.modules.unit_parts import facts_of, former_names, organs_of
from core.ui import PageHead
from core.units.public import unit_of_code
from core.web.access import signed_in
from core.web.request import PersonRequest


@require_safe
@signed_in
def unit_page(request: PersonRequest) -> HttpResponse:
    """The unit's record as everybody in it may see it, and the panels of its modules."""
    unit = unit_of_code(current_unit().code)
    parts = [facts_of(unit), organs_of(unit), *former_names(unit)]
    page = {"head": PageHead(unit.name), "parts": parts}
    return TemplateResponse(request, "modules/unit.html", page)
