"""Where a reader's preferences are kept."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from core.ui.context import PREFERENCES
from core.web.access import public

YEAR = 365 * 24 * 3600


@public
@require_POST
def preference(request: HttpRequest) -> HttpResponse:
    """Remember how this reader likes to read (type size, contrast, language); go back."""
    response = HttpResponseRedirect(_safe_next(request))
    for name, values in PREFERENCES.items():
        if request.POST.get(name) in values:
            _remember(request, response, f"ui_{name}", request.POST[name])
    if request.POST.get("language") in dict(settings.LANGUAGES):
        _remember(request, response, settings.LANGUAGE_COOKIE_NAME, request.POST["language"])
    return response


def _safe_next(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    hosts = {request.get_host()}
    if url_has_allowed_host_and_scheme(target, hosts, require_https=request.is_secure()):
        return target
    return "/"


def _remember(request: HttpRequest, response: HttpResponse, name: str, value: str) -> None:
    secure = request.is_secure()
    # Readable by script: the rail's state is kept by the page itself.
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=secure)
