"""The document for programs, and the same as a page for the people who write them."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.api.schema.document import document
from core.api.schema.page import reference_page
from core.api.schema.reading import chapters
from core.web.access import signed_in


@require_safe
@signed_in
def schema(_request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})


@require_safe
@signed_in
def reference(request: HttpRequest) -> HttpResponse:
    """Every address with what it takes and answers, and every code of a refusal."""
    page = reference_page(chapters(document()), request.GET.get("tag", ""))
    return render(request, "ui/stacked.html", page)
