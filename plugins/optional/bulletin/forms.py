"""What a person types into a notice."""

from django import forms
from django.utils.translation import gettext_lazy as _

from plugins.optional.bulletin.models import Category
from plugins.optional.bulletin.services import Draft


class NoticeForm(forms.Form):
    """A notice to publish; the token keeps a double click from publishing twice."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    category = forms.ChoiceField(label=_("类别"), choices=Category.choices)
    title = forms.CharField(label=_("标题"), max_length=100)
    body = forms.CharField(label=_("正文"), widget=forms.Textarea(attrs={"rows": 12}))
    pinned = forms.BooleanField(label=_("置顶"), required=False)
    ends_on = forms.DateField(
        label=_("截止日期"),
        required=False,
        help_text=_("公示必填，公示期不少于5天。"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    field_order = ["category", "title", "body", "ends_on", "pinned", "token"]

    def draft(self) -> Draft:
        """What was written, once it is valid."""
        return Draft(**{key: self.cleaned_data[key] for key in self.cleaned_data if key != "token"})
