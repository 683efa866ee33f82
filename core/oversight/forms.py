"""What the security administrator types about a grant."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.oversight.models import What
from core.oversight.services import Wish

_DAY = {"type": "date"}


class GrantForm(forms.Form):
    """Who is to see what of which branch, on which days, and why."""

    number = forms.CharField(label=_("手机号或工号"), max_length=40)
    root_code = forms.CharField(
        label=_("单位代码"), max_length=32, help_text=_("可查看这个单位及其全部下级单位。")
    )
    what = forms.ChoiceField(label=_("查看内容"), choices=What.choices)
    first_day = forms.DateField(
        label=_("起始日期"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
    )
    last_day = forms.DateField(
        label=_("截止日期"),
        help_text=_("当天仍然有效；最长一年，到期须重新授权。"),
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
    )
    reason = forms.CharField(
        label=_("授权依据"), max_length=200, help_text=_("如会议纪要、批示或岗位职责。")
    )

    @property
    def wish(self) -> Wish:
        """What was typed, as the service takes it."""
        data = self.cleaned_data
        return Wish(**{**data, "what": What(data["what"])})
