"""内设机构: the list with its form, renaming, closing."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.errors import DomainError, NotFound
from core.people.forms import DepartmentForm, NewDepartmentForm, department_choices
from core.people.models import Department
from core.people.selectors import open_departments
from core.people.services.departments import (
    add_department,
    close_department,
    rename_department,
)
from core.people.views.parts import refuse_form, show_form, tabs
from core.ui.components.notices import EmptyState
from core.ui.components.tables import Column, Table
from core.web.access import requires
from core.web.request import PersonRequest


@requires("people.manage")
def listing(request: PersonRequest) -> HttpResponse:
    """The departments as a tree, and a form for another one."""
    form = NewDepartmentForm(request.POST or None)
    more = {"table": _table(), "tabs": tabs(request, "people:departments")}
    if request.method != "POST" or not form.is_valid():
        return show_form(request, "people/departments.html", form, **more)
    data = form.cleaned_data
    add_department(
        name=data["name"],
        parent_id=data["parent"],
        position=data["position"],
        by=request.person,
        at=timezone.now(),
    )
    messages.success(request, _("已添加“%(name)s”。") % {"name": data["name"]})
    return redirect("people:departments")


@requires("people.manage")
def edit(request: PersonRequest, department_id: UUID) -> HttpResponse:
    """Change a department's name and place."""
    department = Department.objects.filter(pk=department_id, closed_on=None).first()
    if department is None:
        raise NotFound
    shown = {"name": department.name, "position": department.position}
    form = DepartmentForm(request.POST or None, initial=shown)
    if request.method != "POST" or not form.is_valid():
        return show_form(request, "people/department_edit.html", form, department=department)
    try:
        rename_department(
            department_id=department_id, by=request.person, at=timezone.now(), **form.cleaned_data
        )
    except DomainError as refused:
        return refuse_form(
            request, "people/department_edit.html", form, refused, department=department
        )
    messages.success(request, _("已保存“%(name)s”。") % form.cleaned_data)
    return redirect("people:departments")


@requires("people.manage")
@require_POST
def close(request: PersonRequest, department_id: UUID) -> HttpResponse:
    """Close an empty department."""
    close_department(department_id=department_id, by=request.person, at=timezone.now())
    messages.success(request, _("已撤销。"))
    return redirect("people:departments")


def _table() -> Table:
    indented = dict(department_choices())
    by_key = {str(row.pk): row for row in open_departments()}
    rows = [by_key[key] for key in indented]
    return Table(
        "departments",
        _("内设机构"),
        (
            Column("name", _("名称"), lambda row: indented[str(row.pk)], card="title"),
            Column("people", _("在岗人数"), align="end", card="aside"),
            Column("position", _("排序"), align="end"),
        ),
        rows,
        row_url=lambda row: reverse("people:department", args=[row.pk]),
        empty=EmptyState(_("还没有内设机构"), _("在下面添加第一个。"), icon="building-office"),
    )
