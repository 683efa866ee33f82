"""What is typed about a transfer. Nothing is saved here."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.people.forms import department_choices
from core.people.job_forms import day_field
from core.people.models import Standing
from core.people.services.jobs import JobFacts
from core.transfers.services import Plan


class PlanForm(forms.Form):
    """Where somebody goes, when and why."""

    to_unit = forms.CharField(
        label=_("接收单位"), max_length=100, help_text=_("填写单位全称、简称或代码。")
    )
    planned_on = day_field(_("预计调出日期"))
    reason = forms.CharField(label=_("依据或事由"), max_length=100, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["planned_on"].initial = timezone.localdate()

    @property
    def plan(self) -> Plan:
        """What was typed, as the service takes it."""
        return Plan(**self.cleaned_data)


class ReceptionForm(forms.Form):
    """The post that waits in the receiving unit."""

    title = forms.CharField(label=_("拟任职务"), max_length=50)
    department = forms.TypedChoiceField(
        label=_("内设机构"), required=False, coerce=UUID, empty_value=None
    )
    standing = forms.ChoiceField(
        label=_("正副职"), choices=Standing.choices, initial=Standing.OTHER
    )
    rank_order = forms.IntegerField(label=_("职务排序"), min_value=1, max_value=9999, initial=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("（单位领导班子或无）")), *department_choices()]
        self.fields["department"].choices = choices  # type: ignore[attr-defined]

    @property
    def post(self) -> JobFacts:
        """What was typed, as the service takes it."""
        data = self.cleaned_data
        return JobFacts(
            title=data["title"],
            department_id=data["department"],
            standing=data["standing"],
            rank_order=data["rank_order"],
        )
