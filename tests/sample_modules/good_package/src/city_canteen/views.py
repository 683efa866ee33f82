"""The pages: translate a request, call a service, show."""

from io import BytesIO
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from city_canteen import permissions, selectors, services
from city_canteen.forms import MenuForm
from core.files.public import as_csv, file_answer
from core.web.access import requires


@requires(permissions.VIEW)
def menus(request: HttpRequest) -> HttpResponse:
    """The coming menus."""
    person = request.person
    page = {
        "menus": selectors.coming_menus(since=timezone.localdate(), member_id=person.member_id),
        "form": MenuForm() if person.may(permissions.PUBLISH) else None,
    }
    return render(request, "canteen_menu/menus.html", page)


@require_POST
@requires(permissions.PUBLISH)
def publish(request: HttpRequest) -> HttpResponse:
    """Publish what the cook typed."""
    form = MenuForm(request.POST)
    if not form.is_valid():
        return render(request, "canteen_menu/menus.html", {"form": form}, status=422)
    services.publish_menu(**form.cleaned_data, by=request.person, at=timezone.now())
    return redirect("canteen_menu:menus")


@require_safe
@requires(permissions.PUBLISH)
def eaters(request: HttpRequest, menu_id: UUID) -> HttpResponse:
    """Who eats, as a file for the kitchen."""
    menu = selectors.menu_by_id(menu_id)
    rows = [(line.name, line.department) for line in selectors.eaters_of(menu)]
    content = BytesIO(as_csv((_("姓名"), _("部门")), rows))
    return file_answer(content, name=f"{menu.served_on}.csv", media_type="text/csv")


@require_POST
@requires(permissions.VIEW)
def order(request: HttpRequest, menu_id: UUID) -> HttpResponse:
    """Order, or take the order back."""
    act = services.withdraw_order if "withdraw" in request.POST else services.order_meal
    act(menu=selectors.menu_by_id(menu_id), by=request.person, at=timezone.now())
    return redirect("canteen_menu:menus")
