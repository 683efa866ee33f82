"""What is typed about posts, charges, substitutes and leaving. Nothing is saved here."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.people.forms import department_choices
from core.people.models import Job, JobKind, Standing
from core.people.models.dated import day_after
from core.people.selectors import active_members
from core.people.services.jobs import JobFacts
from core.people.services.leaving import MatterGroup, Successors
from core.people.services.substitutes import StandIn


class DayInput(forms.DateInput):
    """A day, chosen in the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A field for a day."""
    return forms.DateField(label=label, widget=DayInput(), **options)


def member_choices(*, without: UUID | None = None) -> list[tuple[str, str]]:
    """Who works here, in the order of office; each with the title."""
    return [
        (str(member.pk), f"{member.name}　{member.title}".strip())
        for member in active_members()
        if member.pk != without
    ]


def chosen_member(label: Any, *, required: bool = True) -> forms.TypedChoiceField:
    """A field for one of the unit's people; its choices are set in the unit's transaction."""
    return forms.TypedChoiceField(label=label, coerce=UUID, empty_value=None, required=required)


class JobForm(forms.Form):
    """A post: title, department, standing and from when."""

    title = forms.CharField(label=_("职务"), max_length=50)
    department = forms.TypedChoiceField(
        label=_("内设机构"), required=False, coerce=UUID, empty_value=None
    )
    standing = forms.ChoiceField(label=_("正副职"), choices=Standing.choices)
    presides = forms.BooleanField(
        label=_("主持工作"), required=False, help_text=_("没有正职时，由其主持该机构工作。")
    )
    kind = forms.ChoiceField(label=_("任职方式"), choices=JobKind.choices)
    rank_order = forms.IntegerField(label=_("职务排序"), min_value=1, max_value=9999, initial=500)
    planned_until = day_field(
        _("预计结束"), required=False, help_text=_("借调、挂职的期满日；到期提醒，不会自动离开。")
    )
    on = day_field(_("生效日期"), help_text=_("任免通知的日期，不能晚于今天。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("（单位领导班子或无）")), *department_choices()]
        self.fields["department"].choices = choices  # type: ignore[attr-defined]
        self.fields["on"].initial = timezone.localdate()

    @property
    def facts(self) -> JobFacts:
        """What was typed, as the service takes it."""
        data = self.cleaned_data
        return JobFacts(
            title=data["title"],
            department_id=data["department"],
            standing=data["standing"],
            presides=data["presides"],
            kind=data["kind"],
            rank_order=data["rank_order"],
            planned_until=data["planned_until"],
        )

    @staticmethod
    def values_of(job: Job) -> dict[str, Any]:
        """What the form shows for a post."""
        names = ("title", "standing", "presides", "kind", "rank_order", "planned_until")
        return {**{name: getattr(job, name) for name in names}, "department": job.department_id}


class NewJobForm(JobForm):
    """A further post, perhaps the main one from now on."""

    main = forms.BooleanField(
        label=_("设为主要职务"), required=False, help_text=_("名单和文件上显示主要职务。")
    )


class EndForm(forms.Form):
    """From which day something no longer holds."""

    ended_on = day_field(_("免去日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ended_on"].initial = timezone.localdate()


class SpanForm(forms.Form):
    """From a day to a last day, which may be open."""

    on = day_field(_("开始日期"))
    last_day = day_field(_("最后一天"), required=False, help_text=_("不填表示长期。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()

    @property
    def until(self) -> date | None:
        """The day after the last one, as services take it."""
        return day_after(self.cleaned_data["last_day"])


class ChargeForm(SpanForm):
    """Which leader is in charge of which departments, from when."""

    member = chosen_member(_("分管领导"))
    departments = forms.TypedMultipleChoiceField(
        label=_("内设机构"), coerce=UUID, widget=forms.CheckboxSelectMultiple
    )

    field_order = ("member", "departments", "on", "last_day")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = [("", _("请选择")), *member_choices()]  # type: ignore[attr-defined]
        self.fields["departments"].choices = department_choices()  # type: ignore[attr-defined]


class SubstituteForm(SpanForm):
    """Who acts for whom, on which days and why."""

    member = chosen_member(_("本人"))
    substitute = chosen_member(_("代行人"))
    reason = forms.CharField(label=_("事由"), max_length=100, required=False)

    field_order = ("member", "substitute", "on", "last_day", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("请选择")), *member_choices()]
        for name in ("member", "substitute"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields["last_day"].help_text = _("不填为长期的AB角；填写为这段时间代行职责。")

    @property
    def stand_in(self) -> StandIn:
        """What was typed, as the service takes it."""
        data = self.cleaned_data
        return StandIn(data["member"], data["substitute"], self.until, data["reason"])


class MoveForm(forms.Form):
    """Into which department another one goes."""

    parent = forms.TypedChoiceField(
        label=_("上级机构"), required=False, coerce=UUID, empty_value=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", _("（无）")), *department_choices()]  # type: ignore[attr-defined]


class LeavingForm(forms.Form):
    """Who takes over what somebody leaves behind: all to one, or kind by kind."""

    everything = chosen_member(_("全部移交给"), required=False)

    def __init__(self, groups: list[MatterGroup], leaver: UUID, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = member_choices(without=leaver)
        self.groups = groups
        self.fields["everything"].choices = [("", _("（分别选择）")), *people]  # type: ignore[attr-defined]
        for number, group in enumerate(groups):
            field = chosen_member(group.title, required=False)
            field.choices = [("", _unchosen(group)), *people]
            self.fields[f"group{number}"] = field

    @property
    def successors(self) -> Successors:
        """What was chosen, as the service takes it."""
        chosen = {
            group.key: self.cleaned_data[f"group{number}"]
            for number, group in enumerate(self.groups)
        }
        by_group = {key: member for key, member in chosen.items() if member is not None}
        return Successors(self.cleaned_data["everything"], by_group)


def _unchosen(group: MatterGroup) -> Any:
    """What becomes of a kind for which nobody is chosen."""
    if group.on_its_own:
        return _("不移交，随离开收回")
    return _("同上") if group.required else _("同上；未选则随离开终止")
