"""Which trail, and of which days."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TrailForm(forms.Form):
    """The head of the page; what else is sought stands in the columns of the register."""

    unit = forms.CharField(label=_("单位（代码或名称）"), max_length=100, required=False)
    since = forms.DateField(
        label=_("起始日期"), required=False, widget=forms.DateInput({"type": "date"})
    )
    until = forms.DateField(
        label=_("截止日期"), required=False, widget=forms.DateInput({"type": "date"})
    )


class DaysForm(forms.Form):
    """A unit's own trail: only the days are to be chosen."""

    since = TrailForm.base_fields["since"]
    until = TrailForm.base_fields["until"]
