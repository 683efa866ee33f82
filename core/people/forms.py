"""What the unit's administrator types about people. Nothing is saved here.

Made inside the unit's transaction: departments and roles to choose from are the unit's.
"""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from core.people.models import Department, Member
from core.people.roles import BUILT_IN
from core.people.selectors import grantable_permissions, open_departments, role_titles
from core.people.services.joining import NewMember
from core.people.services.members import MemberFacts


class MemberForm(forms.Form):
    """What the unit says about one of its people, and the roles held."""

    name = forms.CharField(label=_("姓名"), max_length=50)
    title = forms.CharField(label=_("职务"), max_length=50, required=False)
    mobile = forms.CharField(
        label=_("手机号"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    department = forms.TypedChoiceField(
        label=_("内设机构"), required=False, coerce=UUID, empty_value=None
    )
    rank_order = forms.IntegerField(
        label=_("职务排序"),
        min_value=1,
        max_value=9999,
        initial=500,
        help_text=_("数字小的排在前面；名单按此排序，不按拼音。"),
    )
    roles = forms.MultipleChoiceField(
        label=_("角色"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].choices = [("", _("（无）")), *department_choices()]  # type: ignore[attr-defined]
        self.fields["roles"].choices = role_choices()  # type: ignore[attr-defined]

    @property
    def facts(self) -> MemberFacts:
        """What was typed, as the service takes it."""
        data = self.cleaned_data
        return MemberFacts(
            name=data["name"],
            title=data["title"],
            mobile=data["mobile"],
            department_id=data["department"],
            rank_order=data["rank_order"],
        )

    @staticmethod
    def values_of(member: Member, roles: list[str]) -> dict[str, Any]:
        """What the form shows for a member."""
        return {
            "name": member.name,
            "title": member.title,
            "mobile": member.mobile,
            "department": member.department_id or "",
            "rank_order": member.rank_order,
            "roles": roles,
        }


class NewMemberForm(MemberForm):
    """Somebody new: the numbers also say how the person logs in."""

    staff_number = forms.CharField(
        label=_("工号"),
        max_length=20,
        required=False,
        help_text=_("手机号和工号至少填一项，用于登录。"),
    )

    field_order = (
        "name", "title", "mobile", "staff_number", "department", "rank_order", "roles",
    )  # fmt: skip

    @property
    def newcomer(self) -> NewMember:
        """What was typed, as the service takes it."""
        data = self.cleaned_data
        return NewMember(
            name=data["name"],
            mobile=data["mobile"],
            staff_number=data["staff_number"],
            title=data["title"],
            department_id=data["department"],
            rank_order=data["rank_order"],
            roles=tuple(data["roles"]),
        )


class DepartmentForm(forms.Form):
    """A department's name and its place in the list."""

    name = forms.CharField(label=_("名称"), max_length=50)
    position = forms.IntegerField(label=_("排序"), min_value=0, max_value=9999, initial=0)


class NewDepartmentForm(DepartmentForm):
    """A new department, perhaps inside another one."""

    parent = forms.TypedChoiceField(
        label=_("上级机构"), required=False, coerce=UUID, empty_value=None
    )

    field_order = ("name", "parent", "position")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", _("（无）")), *department_choices()]  # type: ignore[attr-defined]


class RoleForm(forms.Form):
    """A role of the unit's own: its name and what it may do."""

    title = forms.CharField(label=_("名称"), max_length=30)
    permissions = forms.MultipleChoiceField(
        label=_("权限"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.code, each.title) for each in grantable_permissions()]
        self.fields["permissions"].choices = choices  # type: ignore[attr-defined]


def department_choices() -> list[tuple[str, str]]:
    """The open departments as a tree written line by line, each under the one it is in."""
    children: dict[UUID | None, list[Department]] = {}
    for department in open_departments():
        children.setdefault(department.parent_id, []).append(department)
    return list(_branch(children, None, ""))


def role_choices() -> list[tuple[str, Any]]:
    """Every role of the unit, the built-in ones with what they are for."""
    about = {code: f"{role.title}：{role.about}" for code, role in BUILT_IN.items()}
    return [(code, about.get(code, title)) for code, title in role_titles().items()]


def _branch(
    children: dict[UUID | None, list[Department]], parent: UUID | None, indent: str
) -> list[tuple[str, str]]:
    lines: list[tuple[str, str]] = []
    for department in children.get(parent, []):
        lines.append((str(department.pk), indent + department.name))
        lines += _branch(children, department.pk, indent + "　")
    return lines
