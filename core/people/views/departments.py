"""内设机构: the tree with its form, order, renaming, moving, closing."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.errors import DomainError, NotFound
from core.people.by_day import JobLine
from core.people.errors import DepartmentUnknown
from core.people.forms import DepartmentForm, NewDepartmentForm
from core.people.job_forms import MoveForm
from core.people.models import Department
from core.people.services.departments import (
    add_department,
    close_department,
    move_department,
    rename_department,
    shift_department,
)
from core.people.structure import DepartmentLine, departments_on
from core.people.views.parts import refuse_form, show_form, tabs
from core.ui import Button, Column, Confirm, EmptyState, Table
from core.web.access import requires
from core.web.request import PersonRequest

_EDIT = "people/department_edit.html"
_PLACES = {"up": -1, "down": 1}


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
    """Change a department's name and place; move or close it."""
    department = _standing(department_id)
    shown = {"name": department.name, "position": department.position}
    form = DepartmentForm(request.POST or None, initial=shown)
    more = {
        "department": department,
        "moving": MoveForm(initial={"parent": department.parent_id or ""}),
        "question": _closing(department),
    }
    if request.method != "POST" or not form.is_valid():
        return show_form(request, _EDIT, form, **more)
    try:
        rename_department(
            department_id=department_id, by=request.person, at=timezone.now(), **form.cleaned_data
        )
    except DomainError as refused:
        return refuse_form(request, _EDIT, form, refused, **more)
    messages.success(request, _("已保存“%(name)s”。") % form.cleaned_data)
    return redirect("people:departments")


@requires("people.manage")
@require_POST
def move(request: PersonRequest, department_id: UUID) -> HttpResponse:
    """Put a department into another one."""
    form = MoveForm(request.POST)
    if not form.is_valid():
        raise DepartmentUnknown
    moved = move_department(
        department_id=department_id,
        parent_id=form.cleaned_data["parent"],
        by=request.person,
        at=timezone.now(),
    )
    messages.success(request, _("已调整“%(name)s”的上级机构。") % {"name": moved.name})
    return redirect("people:departments")


@requires("people.manage")
@require_POST
def shift(request: PersonRequest) -> HttpResponse:
    """One place up or down among those beside it."""
    to, _colon, key = request.POST.get("to", "").partition(":")
    try:
        department_id, places = UUID(key), _PLACES[to]
    except (ValueError, KeyError):
        raise NotFound from None
    shift_department(
        department_id=department_id, places=places, by=request.person, at=timezone.now()
    )
    return redirect("people:departments")


@requires("people.manage")
@require_POST
def close(request: PersonRequest, department_id: UUID) -> HttpResponse:
    """Close an empty department."""
    close_department(department_id=department_id, by=request.person, at=timezone.now())
    messages.success(request, _("已撤销。"))
    return redirect("people:departments")


def _standing(department_id: UUID) -> Department:
    department = Department.objects.filter(pk=department_id, closed_on=None).first()
    if department is None:
        raise NotFound
    return department


def _closing(department: Department) -> Confirm:
    return Confirm(
        "close",
        _("撤销“%(name)s”？") % {"name": department.name},
        reverse("people:close_department", args=[department.pk]),
        _("确认撤销"),
        effects=(
            _("不能再任命到这一机构；对它的分管从今天起结束"),
            _("以前的任职记录和文件上的机构名称不变"),
        ),
        danger=True,
    )


def _table() -> Table:
    return Table(
        "departments",
        _("内设机构"),
        (
            Column("name", _("名称"), lambda row: row.indented, card="title"),
            Column("people", _("在岗人数"), align="end", card="aside"),
            Column("heads", _("正职"), lambda row: _names(row.heads)),
            Column("deputies", _("副职"), lambda row: _names(row.deputies), card="none"),
            Column(
                "charge", _("分管领导"), lambda row: row.charge and row.charge.name, card="none"
            ),
            Column("up", _("上移"), lambda row: _arrow(row, "up"), align="center"),
            Column("down", _("下移"), lambda row: _arrow(row, "down"), align="center"),
        ),
        departments_on(timezone.localdate()),
        row_url=lambda row: reverse("people:department", args=[row.pk]),
        empty=EmptyState(_("还没有内设机构"), _("在下面添加第一个。"), icon="building-office"),
    )


def _names(lines: tuple[JobLine, ...]) -> str:
    return "、".join(line.name for line in lines)


def _arrow(row: DepartmentLine, to: str) -> Button:
    """A button of the form under the table, with the department's address: no form in a cell."""
    return Button(
        _("上移") if to == "up" else _("下移"),
        "quiet",
        small=True,
        form="shift",
        name="to",
        value=f"{to}:{row.pk}",
    )
