"""What the cook types."""

from django import forms
from django.utils.translation import gettext_lazy as _


class MenuForm(forms.Form):
    """The menu of one day."""

    served_on = forms.DateField(label=_("日期"))
    dishes = forms.CharField(label=_("菜品"), max_length=200)
    closes_at = forms.DateTimeField(label=_("报餐截止"))
