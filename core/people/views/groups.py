"""常用分组: the groups of people that one keeps for picking."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from core.errors import DomainError
from core.people.fields import PeopleField
from core.people.models import PersonGroup
from core.people.picking import own_groups
from core.people.services.groups import drop_group, own_group, save_group
from core.people.views.parts import refuse_form, show_form, tabs
from core.ui.components.buttons import Button
from core.ui.components.notices import EmptyState
from core.ui.components.tables import Column, Table
from core.web.access import requires
from core.web.request import PersonRequest

_FORM = "people/group.html"


class GroupForm(forms.Form):
    """A group: its name, and who is in it in which order."""

    title = forms.CharField(label=gettext_lazy("名称"), max_length=30)
    members = PeopleField(label=gettext_lazy("人员"))


@requires("people.view")
@require_safe
def listing(request: PersonRequest) -> HttpResponse:
    """One's own groups."""
    shown = dict(own_groups(request.person.member))
    groups = PersonGroup.objects.filter(owner=request.person.member).exclude(title="")
    table = Table(
        name="groups",
        label=_("常用分组"),
        columns=(
            Column("title", _("名称"), card="title"),
            Column(
                "people",
                _("人员"),
                lambda row: "、".join(member.name for member in shown.get(row.title, ())),
                width="wide",
            ),
        ),
        rows=list(groups),
        row_url=lambda row: reverse("people:group", args=[row.pk]),
        empty=EmptyState(
            _("还没有常用分组"),
            _("把经常一起选的人员存为分组，选人时一次选定。"),
            icon="user-group",
        ),
    )
    add = Button(_("添加分组"), "primary", reverse("people:add_group"), "plus")
    context = {"table": table, "tabs": tabs(request, "people:groups"), "acts": (add,)}
    return render(request, "people/members.html", context)


@requires("people.view")
def edit(request: PersonRequest, group_id: UUID | None = None) -> HttpResponse:
    """Make a group, or change one of one's own."""
    group = own_group(by=request.person, group_id=group_id) if group_id else None
    shown = {"title": group.title, "members": group.members} if group else None
    form = GroupForm(request.POST or None, initial=shown)
    if request.method != "POST" or not form.is_valid():
        return show_form(request, _FORM, form, group=group)
    members = [person.member_id for person in form.cleaned_data["members"]]
    try:
        save_group(
            title=form.cleaned_data["title"],
            members=members,
            by=request.person,
            group_id=group_id,
        )
    except DomainError as refused:
        return refuse_form(request, _FORM, form, refused, group=group)
    messages.success(request, _("已保存“%(name)s”。") % {"name": form.cleaned_data["title"]})
    return redirect("people:groups")


@requires("people.view")
@require_POST
def drop(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """Delete a group of one's own; the people in it stay where they are."""
    drop_group(group_id=group_id, by=request.person)
    messages.success(request, _("已删除分组。"))
    return redirect("people:groups")
