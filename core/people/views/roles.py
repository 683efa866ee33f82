"""角色: the built-in ones with what they hold, and the unit's own."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.context import current_unit
from core.errors import DomainError, NotFound
from core.people.forms import RoleForm
from core.people.permissions import held_by, offered
from core.people.roles import BUILT_IN
from core.people.selectors import own_roles
from core.people.services.roles import change_role, define_role, drop_role
from core.people.views.parts import refuse_form, show_form, tabs
from core.web.access import requires
from core.web.request import PersonRequest

_FORM = "people/role_edit.html"


@requires("people.manage")
@require_safe
def listing(request: PersonRequest) -> HttpResponse:
    """Every role and what its holders may do in this unit now."""
    titles = {each.code: each.title for each in offered(_modules())}
    built_in = [
        (role, [titles[code] for code in titles if code in held_by(role.code, _modules())])
        for role in BUILT_IN.values()
    ]
    own = [
        (role, [titles[code] for code in titles if code in role.permissions])
        for role in own_roles()
    ]
    context = {"built_in": built_in, "own": own, "tabs": tabs(request, "people:roles")}
    return render(request, "people/roles.html", context)


@requires("people.manage")
def add(request: PersonRequest) -> HttpResponse:
    """Make a role of the unit's own."""
    form = RoleForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return show_form(request, _FORM, form)
    try:
        define_role(by=request.person, at=timezone.now(), **form.cleaned_data)
    except DomainError as refused:
        return refuse_form(request, _FORM, form, refused)
    messages.success(request, _("已保存“%(name)s”。") % {"name": form.cleaned_data["title"]})
    return redirect("people:roles")


@requires("people.manage")
def edit(request: PersonRequest, role_id: UUID) -> HttpResponse:
    """Change a role of the unit's own; whoever holds it has the new rights at once."""
    role = own_roles().filter(pk=role_id).first()
    if role is None:
        raise NotFound
    shown = {"title": role.title, "permissions": role.permissions}
    form = RoleForm(request.POST or None, initial=shown)
    if request.method != "POST" or not form.is_valid():
        return show_form(request, _FORM, form, role=role)
    try:
        change_role(role_id=role_id, by=request.person, at=timezone.now(), **form.cleaned_data)
    except DomainError as refused:
        return refuse_form(request, _FORM, form, refused, role=role)
    messages.success(request, _("已保存“%(name)s”。") % {"name": form.cleaned_data["title"]})
    return redirect("people:roles")


@requires("people.manage")
@require_POST
def drop(request: PersonRequest, role_id: UUID) -> HttpResponse:
    """Delete a role that nobody holds."""
    drop_role(role_id=role_id, by=request.person, at=timezone.now())
    messages.success(request, _("已删除角色。"))
    return redirect("people:roles")


def _modules() -> frozenset[str]:
    return current_unit().modules
