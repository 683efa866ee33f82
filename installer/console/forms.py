"""What the city office types into the console."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.units.kinds import OnboardingState
from installer.errors import NameNotTyped

_TABLES = {"accept": ".csv,.xlsx"}


class ListForm(forms.Form):
    """The files of an import; what stands in them is checked by ``core.units.listing``."""

    units = forms.FileField(
        label=_("单位清单"),
        help_text=_("CSV（UTF-8 或 GB18030）或 XLSX。"),
        widget=forms.ClearableFileInput(attrs=_TABLES),
        allow_empty_file=True,
    )
    organs = forms.FileField(
        label=_("发文机关清单"),
        required=False,
        help_text=_("可以不选；不选时每个单位就是自己的发文机关。"),
        widget=forms.ClearableFileInput(attrs=_TABLES),
        allow_empty_file=True,
    )


class ReasonForm(forms.Form):
    """Why a unit's state is changed."""

    reason = forms.CharField(
        label=_("理由"),
        max_length=200,
        help_text=_("记入该单位的记录，如“机构改革，并入××局”。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CloseForm(ReasonForm):
    """Closing is for good: the unit's name is typed as well."""

    typed_name = forms.CharField(label=_("单位全称"), max_length=100)

    def __init__(self, *args: object, name: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._name = name
        help_text = _("请完整输入“%(name)s”以确认。") % {"name": name}
        self.fields["typed_name"].help_text = help_text
        self.fields["typed_name"].widget.attrs["autocomplete"] = "off"

    def clean_typed_name(self) -> str:
        """The name, which must be this unit's."""
        typed: str = self.cleaned_data["typed_name"].strip()
        if typed != self._name:
            raise forms.ValidationError(str(NameNotTyped(name=self._name)), NameNotTyped.code)
        return typed


class StageForm(forms.Form):
    """The day on which a unit reached a stage; the stage is the one that the page showed."""

    stage = forms.ChoiceField(choices=OnboardingState.choices, widget=forms.HiddenInput)
    on = forms.DateField(
        label=_("日期"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
    )
